-- Messages that passed the filter. Ids are never used twice, so that one number says what a model has seen.
CREATE TABLE messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time INTEGER NOT NULL,      -- milliseconds since 1970
    source TEXT NOT NULL,
    app TEXT,
    conversation TEXT,
    author TEXT,                -- NULL: the owner
    text TEXT NOT NULL,         -- NFC; U+FFFC for each span that was dropped
    timed INTEGER NOT NULL,     -- 1: the time is its own, 0: that of the import
    hash BLOB NOT NULL UNIQUE   -- of what makes it the same message when it is imported again
) STRICT;
CREATE INDEX messages_in_time ON messages (time, id);

-- How often something was dropped, and why; never what.
CREATE TABLE dropped (
    reason TEXT PRIMARY KEY,
    count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Words that the owner removed, as keyed hashes: the word itself is not kept.
CREATE TABLE removed_words (
    hash BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Everything that is one value: the key of the hashes, until when learning is paused, what a model has seen.
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Words of the owner that came without sentences: another keyboard's dictionary, a spelling checker's own list.
CREATE TABLE lexicon (
    word TEXT NOT NULL,         -- NFC
    source TEXT NOT NULL,
    count INTEGER NOT NULL,     -- how often it was used there
    time INTEGER NOT NULL,      -- when it came, in milliseconds since 1970
    PRIMARY KEY (word, source)
) STRICT, WITHOUT ROWID;

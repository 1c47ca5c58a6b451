"""Every method as clients send it."""

from .build import EXAMPLES, notification, pack, request, understood_as

EMPTY = ["hello", "open", "edit", "set_context", "suggest", "accept", "commit", "learn", "history", "pause", "hide",
         "finetune", "learning", "rollback", "status", "subscribe", "shutdown"]


def cases():
    yield request("hello", "who is there, and which protocol it speaks", "hello",
                  {"client": "nvim", "protocol": 1})
    yield request("open", "a text field of its own", "open",
                  {"app": "notes", "conversation": "anna", "private": True, "secret": False, "terminal": False,
                   "left_context": "Dear ", "messages": [{"text": "Hi!", "author": "anna"}, {"text": "Hello"}]}, id=2)
    yield request("close", "forget session 7", "close", {"session": 7}, id=3)
    yield request("edit", "two characters deleted, three inserted", "edit",
                  {"session": 7, "delete": 2, "insert": "you"}, id=4)
    yield request("edit_own", "one character typed, in the connection's own session", "edit",
                  {"insert": "y"}, id=5)
    yield request("edit_backspace", "one character deleted", "edit", {"delete": 1}, id=6)
    yield request("set_context", "the whole text before the cursor", "set_context",
                  {"session": 7, "left_context": "How are yo"}, id=7)
    yield request("set_context_messages", "the conversation before the text", "set_context",
                  {"session": 7, "left_context": "How are yo",
                   "messages": [{"text": "Hi!", "author": "anna"}, {"text": "Hello"}]}, id=7)
    yield request("suggest", "every parameter", "suggest",
                  {"session": 7, "left_context": "How are yo", "n": 3,
                   "kinds": ["words", "chars", "phrase"], "min_probability": 0.25, "emoji": True,
                   "after": " today?", "field": "search", "letters": "uvw",
                   "language": "en-GB"}, id=8)
    yield request("suggest_worked_example", "one call does it all; taken apart in proto/README.md", "suggest",
                  {"left_context": "How are yo", "n": 1, "kinds": ["words"]}, id=9)
    yield request("accept", "the rest of the word and a space were inserted", "accept",
                  {"session": 7, "text": "u "}, id=10)
    yield request("accept_correction", "a word and its space took the place of what was typed", "accept",
                  {"session": 7, "delete": 8, "text": "receive "}, id=10)
    yield request("commit", "the message was sent", "commit", {"session": 7, "text": "How are you?"}, id=14)
    yield request("commit_own", "the message of the connection's own session was sent", "commit", {"text": "Hi"}, id=15)
    yield request("learn", "a message that somebody else wrote", "learn",
                  {"text": "Fine, and you?", "app": "chat", "conversation": "anna", "time": 1764000000000,
                   "author": "anna", "source": "watch:chat", "terminal": False}, id=16)
    yield request("learn_words", "words of another keyboard", "learn",
                  {"source": "import:words", "words": [{"text": "Kettlewick", "count": 3}]}, id=29)
    yield request("learn_many", "messages of an import", "learn",
                  {"source": "import:whatsapp", "conversation": "anna",
                   "messages": [{"text": "Hi", "author": "anna", "time": 1764000000000},
                                {"text": "Hello!", "time": 1764000060000}]}, id=17)
    yield request("forget", "every condition", "forget",
                  {"word": "Zebra", "text": "the zebra", "pattern": "zebras?", "after": 1764000000000,
                   "before": 1764086400000, "source": "learn", "app": "chat", "conversation": "anna", "ids": [1, 2],
                   "everything": False, "dry_run": True}, id=18)
    yield request("forget_everything", "all there is", "forget", {"everything": True}, id=19)
    yield request("history", "every parameter", "history",
                  {"search": "zebra", "app": "chat", "source": "learn", "conversation": "anna",
                   "after": 1764000000000, "before": 1764086400000, "limit": 5, "offset": 10, "words": "most_used"},
                  id=20)
    yield request("pause", "keep nothing for an hour", "pause", {"paused": True, "minutes": 60}, id=21)
    yield request("hide", "a word that is not to be offered", "hide", {"word": "moist"}, id=23)
    yield request("show_again", "and is again", "hide", {"word": "moist", "shown": True}, id=24)
    yield request("resume", "go on", "pause", {"paused": False}, id=22)
    yield request("finetune", "learn from what is kept, now", "finetune", id=23)
    yield request("learning", "what the learner does and did", "learning", id=24)
    yield request("rollback", "serve the base", "rollback", {"generation": 0}, id=25)
    yield request("status", "how the daemon is", "status", id=11)
    yield request("subscribe", "told when it stops", "subscribe", {"events": ["shutting_down"]}, id=12)
    yield request("subscribe_unknown", "an event of a later version is no error", "subscribe",
                  {"events": ["shutting_down", "tea_time"]})
    yield request("shutdown", "stop the daemon", "shutdown", id=13)

    for example in EXAMPLES:
        method = example["method"]
        yield request(f"example_{method}", "every parameter, as the program's own example has them", method,
                      example["params"], id=30)
    for method in EMPTY:
        yield request(f"{method}_no_params", "no params: like an empty map", method, sent=[])
        yield request(f"{method}_empty_array", "an empty Lua table, as Neovim sends it", method, sent=[[]])
        yield request(f"{method}_empty_map", "an empty map", method, sent=[{}])
    yield request("suggest_bare_map", "params without the array around them", "suggest",
                  {"left_context": "Hello "}, sent={"left_context": "Hello "})
    yield request("status_bare_map", "an empty map without the array around it", "status", sent={})

    nil = dict.fromkeys(["session", "left_context", "n", "kinds", "min_probability", "emoji", "after", "field",
                         "letters", "language"])
    yield request("suggest_nil", "nil is like leaving a field out", "suggest", nil, understood={})
    yield request("hello_nil", "nil is like leaving a field out", "hello",
                  {"client": None, "protocol": None}, understood={})
    yield request("open_nil", "nil is like leaving a field out", "open",
                  dict.fromkeys(["app", "conversation", "left_context", "private", "secret", "terminal", "messages",
                                 "language"]),
                  understood={})
    yield request("commit_nil", "nil is like leaving a field out", "commit", {"session": None, "text": None},
                  understood={})
    yield request("learn_nil", "nil is like leaving a field out", "learn",
                  dict.fromkeys(["text", "app", "conversation", "time", "author", "source", "terminal", "messages"]),
                  understood={})
    yield request("history_nil", "nil is like leaving a field out", "history",
                  dict.fromkeys(["search", "app", "source", "conversation", "after", "before", "limit", "offset",
                                 "words"]), understood={})
    yield request("pause_nil", "nil is like leaving a field out", "pause", {"paused": None, "minutes": None},
                  understood={})
    yield request("hide_nil", "nil is like leaving a field out", "hide", {"word": None, "shown": None}, understood={})
    yield request("rollback_nil", "nil is like leaving a field out", "rollback", {"generation": None}, understood={})
    yield request("edit_nil", "nil is like leaving a field out", "edit",
                  {"session": None, "delete": None, "insert": None}, understood={})
    yield request("set_context_nil", "nil is like leaving a field out", "set_context",
                  {"session": None, "left_context": None, "messages": None}, understood={})
    yield request("accept_nil", "nil is like leaving a field out", "accept",
                  {"session": None, "text": None}, understood={})
    yield request("subscribe_nil", "nil is like leaving a field out", "subscribe",
                  {"events": None}, understood={})

    extra = {"left_context": "Hi ", "later": {"deep": [1, [2.5, None], {"x": True}]}, "raw": b"\x00\xff"}
    yield request("suggest_unknown_fields", "fields of a later version are ignored, whatever they hold",
                  "suggest", extra, understood={"left_context": "Hi "})
    yield request("close_unknown_field", "a field of a later version is ignored", "close",
                  {"session": 1, "reason": "done"}, understood={"session": 1})
    extension = b"\x94\x00\x01\xa6status\x91\x81\xa1t\xd6\xff\x00\x00\x00\x01"
    yield understood_as("status_unknown_extension", "an unknown field may hold an extension type (a timestamp)",
                        extension, 1, "status", {})

    deepest = b"\x94\x00\x01\xa6status\x91\x81\xa1x" + b"\x91" * 28 + b"\x90"
    yield understood_as("status_depth_32", "an unknown field as deep as a frame may be: 32 arrays and maps",
                        deepest, 1, "status", {})

    yield request("suggest_unicode", "text is UTF-8: accents, Cyrillic, CJK, an emoji of several code points",
                  "suggest", {"left_context": "Zoë, привет 你好 👩‍👩‍👧 é"})
    yield request("suggest_newline", "a newline ends a message", "suggest", {"left_context": "Bye\nHello\n"})
    yield request("suggest_nul", "any character is text, NUL too", "suggest", {"left_context": "a\0b"})
    yield request("suggest_empty_text", "the cursor at the start of an empty field", "suggest",
                  {"left_context": ""})
    yield request("suggest_integer_probability", "Lua writes 1.0 as an integer", "suggest",
                  {"min_probability": 1})
    yield understood_as("suggest_single_float", "a 32 bit float",
                        pack([0, 1, "suggest", [{"min_probability": 0.5}]], use_single_float=True),
                        1, "suggest", {"min_probability": 0.5})
    yield request("suggest_no_kinds", "an empty list of kinds", "suggest", {"kinds": []})
    yield request("suggest_unknown_kind", "kinds of a later version are skipped", "suggest",
                  {"kinds": ["words", "sentences"]}, understood={"kinds": ["words"]}) | {"later": True}
    for field in ["text", "url", "email", "number", "search", "password"]:
        yield request(f"suggest_field_{field}", f"what is typed into: {field}", "suggest", {"field": field})
    yield request("suggest_field_unknown", "a field of a later version is one of text", "suggest",
                  {"field": "postcode"}, understood={"field": "text"}) | {"later": True}

    yield notification("note_edit", "edit as a notification: no answer", "edit", {"insert": "a"})
    yield notification("note_set_context", "set_context as a notification", "set_context",
                       {"left_context": "Hello "})
    yield notification("note_commit", "commit as a notification: whether it is kept is not told", "commit",
                       {"text": "Hello"})
    yield notification("note_learn", "learn as a notification", "learn", {"text": "Hello", "author": "anna"})
    yield notification("note_accept", "accept as a notification", "accept", {"text": "world"})

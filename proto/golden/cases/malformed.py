"""Broken frames: which are answered with an error, which end the connection, which only want more bytes."""

import math

from .build import EXAMPLES, array, closes, incomplete, mapping, pack, refused, sint, text, uint

# A value of each MessagePack type.
VALUES = {
    "nil": b"\xc0", "bool": b"\xc3", "uint": b"\x05", "negative": b"\xff", "float": pack(0.5),
    "str": pack("five"), "bin": b"\xc4\x04five", "array": b"\x92\x01\x02", "map": b"\x81\xa1a\x01",
    "ext": b"\xd4\x01\x00",
}
LIMIT = "limit_exceeded"
# Parameters and the types they refuse. What stands in no line here is judged by the program's example: see `refusals`.
NOT_A_STRING = ["bool", "uint", "negative", "float", "bin", "array", "map", "ext"]
NOT_A_UINT = ["bool", "negative", "float", "str", "bin", "array", "map", "ext"]
NOT_AN_INT = ["bool", "float", "str", "bin", "array", "map", "ext"]
NOT_A_BOOL = ["uint", "negative", "float", "str", "bin", "array", "map", "ext"]
NOT_A_FLOAT = ["bool", "str", "bin", "array", "map", "ext"]
NOT_A_LIST = ["bool", "uint", "negative", "float", "str", "bin", "array", "map", "ext"]
FIELDS = {
    "hello": {"client": NOT_A_STRING, "protocol": NOT_A_UINT},
    "open": {"app": NOT_A_STRING, "conversation": NOT_A_STRING, "private": NOT_A_BOOL, "secret": NOT_A_BOOL,
             "terminal": NOT_A_BOOL, "left_context": NOT_A_STRING, "messages": NOT_A_LIST, "language": NOT_A_STRING},
    "close": {"session": ["nil", *NOT_A_UINT]},
    "edit": {"session": NOT_A_UINT, "delete": NOT_A_UINT, "insert": NOT_A_STRING},
    "set_context": {"session": NOT_A_UINT, "left_context": NOT_A_STRING, "messages": NOT_A_LIST},
    "suggest": {"session": NOT_A_UINT, "left_context": NOT_A_STRING, "n": NOT_A_UINT, "kinds": NOT_A_LIST,
                "min_probability": NOT_A_FLOAT, "emoji": NOT_A_BOOL, "after": NOT_A_STRING, "field": NOT_A_STRING,
                "letters": NOT_A_STRING, "language": NOT_A_STRING},
    "accept": {"session": NOT_A_UINT, "text": NOT_A_STRING},
    "commit": {"session": NOT_A_UINT, "text": NOT_A_STRING},
    "learn": {"text": NOT_A_STRING, "app": NOT_A_STRING, "conversation": NOT_A_STRING, "time": NOT_AN_INT,
              "author": NOT_A_STRING, "source": NOT_A_STRING, "terminal": NOT_A_BOOL, "messages": NOT_A_LIST},
    "forget": {"word": NOT_A_STRING, "text": NOT_A_STRING, "pattern": NOT_A_STRING, "after": NOT_AN_INT,
               "before": NOT_AN_INT, "source": NOT_A_STRING, "app": NOT_A_STRING, "conversation": NOT_A_STRING,
               "ids": [sort for sort in NOT_A_LIST if sort != "array"], "everything": NOT_A_BOOL, "dry_run": NOT_A_BOOL},
    "history": {"search": NOT_A_STRING, "app": NOT_A_STRING, "source": NOT_A_STRING, "conversation": NOT_A_STRING,
                "after": NOT_AN_INT, "before": NOT_AN_INT, "limit": NOT_A_UINT, "offset": NOT_A_UINT,
                "words": NOT_A_STRING},
    "pause": {"paused": NOT_A_BOOL, "minutes": NOT_A_UINT},
    "hide": {"word": NOT_A_STRING, "shown": NOT_A_BOOL},
    "rollback": {"generation": NOT_A_UINT},
    "subscribe": {"events": NOT_A_LIST},
}
# By the type of an example's value.
REFUSED_BY = {bool: NOT_A_BOOL, int: NOT_AN_INT, float: NOT_A_FLOAT, str: NOT_A_STRING, list: NOT_A_LIST}


def refusals():
    """Method, parameter and the types it refuses, for all of them."""
    for method, fields in FIELDS.items():
        for field, types in fields.items():
            yield method, field, types
    for example in EXAMPLES:
        for field, value in example["params"].items():
            if field not in FIELDS.get(example["method"], {}):
                yield example["method"], field, REFUSED_BY[type(value)]


def cases():
    yield from wrong_types()
    yield from wrong_values()
    yield from wrong_frames()
    yield from not_messagepack()
    yield from cut_short()


def call(method, params, id=1):
    return b"\x94\x00" + pack(id) + pack(method) + params


def with_field(method, field, value):
    return call(method, b"\x91\x81" + pack(field) + value)


def wrong_types():
    for method, field, types in refusals():
        for sort in types:
            yield refused(f"{method}_{field}_{sort}", f"{field} must not be: {sort}",
                          with_field(method, field, VALUES[sort]), "invalid_params", field)
    yield refused("close_without_session", "close needs a session", call("close", b"\x91\x80"),
                  "invalid_params", "session")
    for method, fields in FIELDS.items():
        for field in fields:
            if field in ("client", "app", "left_context", "insert", "text", "author", "pattern"):
                yield refused(f"{method}_{field}_not_utf8", "text must be UTF-8",
                              with_field(method, field, b"\xa3a\xffb"), "invalid_params", field)
                yield refused(f"{method}_{field}_surrogate", "a lone UTF-16 surrogate is not UTF-8",
                              with_field(method, field, b"\xa3\xed\xa0\x80"), "invalid_params", field)


def wrong_values():
    def suggest(name, comment, field, value):
        return refused(name, comment, with_field("suggest", field, value), "invalid_params", field)

    yield suggest("n_33", "more than max_suggestions", "n", b"\x21")
    yield suggest("n_huge", "n beyond 32 bits", "n", uint(2**40, 64))
    yield suggest("kinds_mixed", "a kind that is no string", "kinds", pack(["words", 3]))
    for name, value in [("nan", math.nan), ("inf", math.inf), ("minus_inf", -math.inf), ("negative", -0.25),
                        ("above_1", 1.5)]:
        yield suggest(f"min_probability_{name}", "min_probability is finite, 0 to 1", "min_probability", pack(value))
    yield suggest("min_probability_2", "min_probability is at most 1", "min_probability", b"\x02")
    yield suggest("min_probability_minus_1", "min_probability is at least 0", "min_probability", b"\xff")
    yield refused("delete_huge", "delete beyond 32 bits", with_field("edit", "delete", uint(2**32, 64)),
                  "invalid_params", "delete")
    yield refused("events_mixed", "an event's name that is no string",
                  with_field("subscribe", "events", pack(["shutting_down", 3])), "invalid_params", "events")
    def wrong(name, comment, method, params, field=None):
        return refused(name, comment, call(method, pack([params])), "invalid_params", field)

    yield wrong("forget_nothing", "nothing is said of what is to go", "forget", {})
    yield wrong("forget_dry_nothing", "nothing is said of what would go", "forget", {"dry_run": True})
    yield wrong("forget_everything_and", "everything stands alone", "forget",
                {"everything": True, "word": "zebra"}, "everything")
    yield wrong("forget_two_words", "a word is one", "forget", {"word": "two words"}, "word")
    yield wrong("forget_no_word", "a word has letters", "forget", {"word": "!"}, "word")
    yield wrong("forget_empty_text", "every message holds no text", "forget", {"text": ""}, "text")
    yield wrong("forget_bad_pattern", "no regular expression", "forget", {"pattern": "(", "dry_run": True}, "pattern")
    yield wrong("forget_huge_pattern", "a regular expression that takes gigabytes", "forget",
                {"pattern": "((a{1000}){1000}){1000}", "dry_run": True}, "pattern")
    yield wrong("forget_deep_pattern", "brackets in brackets", "forget",
                {"pattern": "(" * 150 + ")" * 150, "dry_run": True}, "pattern")
    yield wrong("forget_ids_mixed", "numbers of messages are integers", "forget", {"ids": [1, "2"]}, "ids")
    yield wrong("history_limit", "more than an answer holds", "history", {"limit": 1001}, "limit")
    yield wrong("history_words_unknown", "an order that does not exist", "history", {"words": "longest"}, "words")
    yield wrong("learn_long_name", "a name is short", "learn", {"text": "a", "app": "a" * 257}, "app")
    yield wrong("learn_typed", "what is typed is committed", "learn", {"text": "a", "source": "typed"}, "source")
    yield wrong("learn_messages_mixed", "messages are maps", "learn", {"messages": ["Hi"]}, "messages")
    yield wrong("pause_minutes_huge", "minutes beyond 32 bits", "pause", {"paused": True, "minutes": 2**32},
                "minutes")
    yield refused("rollback_unknown", "no personal model has this number",
                  call("rollback", pack([{"generation": 999}])), "model_unavailable")
    yield refused("unknown_session", "a session that this connection never opened",
                  with_field("close", "session", uint(2**64 - 1, 64)), "unknown_session", "session")


def wrong_frames():
    yield refused("unknown_method", "no such method", call("sing", b"\x91\x80"), "unknown_method")
    yield refused("empty_method", "no such method", call("", b"\x91\x80"), "unknown_method")
    yield refused("method_in_capitals", "names of methods are exact", call("SUGGEST", b"\x91\x80"), "unknown_method")
    for sort in ("nil", "bool", "uint", "float", "str", "bin", "ext"):
        yield refused(f"params_{sort}", f"params must not be: {sort}", call("suggest", VALUES[sort]),
                      "invalid_params")
        yield refused(f"param_{sort}", f"the one parameter must not be: {sort}",
                      call("suggest", b"\x91" + VALUES[sort]), "invalid_params")
    yield refused("params_two", "one map, not two", call("suggest", b"\x92\x80\x80"), "invalid_params")
    yield refused("param_array", "a map, not a list of values", call("suggest", b"\x91\x91\x01"), "invalid_params")
    yield refused("key_integer", "names of fields are strings", call("suggest", b"\x91\x81\x01\x02"),
                  "invalid_params")
    yield refused("key_nil", "names of fields are strings", call("suggest", b"\x91\x81\xc0\x02"), "invalid_params")
    yield refused("key_array", "names of fields are strings", call("suggest", b"\x91\x81\x90\x02"),
                  "invalid_params")
    yield refused("key_not_utf8", "names of fields are UTF-8", call("suggest", b"\x91\x81\xa1\xff\x02"),
                  "invalid_params")
    for sort in ("nil", "bool", "uint", "float", "bin", "array", "map", "ext"):
        yield refused(f"method_{sort}", f"a method's name is a string, not: {sort}",
                      b"\x94\x00\x01" + VALUES[sort] + b"\x91\x80", "invalid_request")
    yield refused("method_not_utf8", "a method's name is UTF-8", b"\x94\x00\x01\xa1\xff\x91\x80",
                  "invalid_request")
    yield refused("request_of_three", "the params are missing", b"\x93\x00\x01" + pack("status"), "invalid_request")
    yield refused("request_of_five", "one element too many", b"\x95\x00\x01" + pack("status") + b"\x90\x90",
                  "invalid_request")
    yield refused("request_of_two", "an id and nothing to do", b"\x92\x00\x01", "invalid_request")


def not_messagepack():
    yield closes("never_used", "0xc1 is never used in MessagePack", b"\xc1")
    yield closes("never_used_inside", "0xc1 inside a frame", call("suggest", b"\x91\x81\xa1n\xc1"))
    yield closes("http", "another protocol", b"GET / HTTP/1.1\r\n\r\n", opaque=True)
    yield closes("json", "another protocol", b'{"jsonrpc": "2.0"}\n', opaque=True)
    for sort in ("nil", "bool", "uint", "negative", "float", "str", "bin", "map", "ext"):
        yield closes(f"top_{sort}", f"a frame is an array, not: {sort}", VALUES[sort])
    yield closes("top_empty", "an empty array says nothing", b"\x90")
    yield closes("type_3", "there are three types of message: 0, 1 and 2", b"\x94\x03\x01" + pack("status") + b"\x90")
    yield closes("type_str", "a type is an integer", b"\x94\xa1\x30\x01" + pack("status") + b"\x90")
    yield closes("request_of_one", "a request without an id", b"\x91\x00")
    for name, id in [("negative", sint(-1, 8)), ("too_big", uint(2**32, 64)), ("str", pack("1")), ("nil", b"\xc0"),
                     ("float", pack(1.0))]:
        yield closes(f"id_{name}", "an id is an unsigned integer of 32 bits",
                     b"\x94\x00" + id + pack("status") + b"\x91\x80")
    yield closes("depth_33", "arrays 33 deep", call("status", b"\x91" * 31 + b"\x90"), LIMIT, opaque=True)
    yield closes("depth_maps", "maps 40 deep", call("status", b"\x91" + b"\x81\xa1a" * 40 + b"\x80"), LIMIT, opaque=True)
    yield closes("promise_array", "an array that promises four thousand million elements", b"\xdd\xff\xff\xff\xff",
                 LIMIT)
    yield closes("promise_map", "a map that promises four thousand million entries",
                 call("status", b"\x91" + mapping(2**32 - 1, 32)), LIMIT)
    yield closes("promise_str", "a text that promises 4 GiB",
                 with_field("edit", "insert", b"\xdb\xff\xff\xff\xff"), LIMIT)
    yield closes("promise_bin", "bytes that promise 4 GiB", with_field("edit", "insert", b"\xc6\xff\xff\xff\xff"), LIMIT)
    yield closes("promise_ext", "an extension that promises 4 GiB",
                 with_field("edit", "insert", b"\xc9\xff\xff\xff\xff"), LIMIT)
    yield closes("promise_frame", "a text longer than a frame may be",
                 with_field("edit", "insert", b"\xdb" + (1 << 20).to_bytes(4, "big")), LIMIT)


def cut_short():
    whole = call("suggest", b"\x91\x81" + pack("left_context") + text("How are yo", 8))
    for length in (0, 1, 2, 3, 7, 11, 12, 13, 20, 26, 27, len(whole) - 1):
        yield incomplete(f"first_{length}", f"the first {length} bytes of a suggest", whole[:length])
    yield incomplete("header_array16", "half of an array's length", b"\xdc\x00")
    yield incomplete("header_array32", "half of an array's length", array(4, 32)[:3])
    yield incomplete("header_str32", "half of a text's length", with_field("edit", "insert", b"\xdb\x00\x00"))
    yield incomplete("header_float", "half of a number", with_field("suggest", "min_probability", pack(0.5)[:4]))

"""Every width in which MessagePack can write an integer, a string, an array and a map."""

from .build import array, mapping, pack, sint, text, uint, understood_as


def cases():
    yield from ids()
    yield from numbers()
    yield from strings()
    yield from containers()


def ids():
    for value in (0, 1, 127, 128, 255, 256, 65535, 65536, 2**31, 2**32 - 1):
        yield status(f"id_{value}", f"message id {value}, as short as can be", pack(value), value)
    for bits in (8, 16, 32, 64):
        yield status(f"id_uint{bits}", f"message id 5 as uint {bits}", uint(5, bits), 5)
        yield status(f"id_int{bits}", f"message id 5 as int {bits}", sint(5, bits), 5)
    yield status("id_uint64_largest", "the largest message id as uint 64", uint(2**32 - 1, 64), 2**32 - 1)
    yield status("id_int64_largest", "the largest message id as int 64", sint(2**32 - 1, 64), 2**32 - 1)


def status(name, comment, id_bytes, value):
    return understood_as(name, comment, b"\x94\x00" + id_bytes + pack("status") + b"\x91\x80", value, "status", {})


def numbers():
    for bits in (8, 16, 32, 64):
        for sort, number in (("uint", uint), ("int", sint)):
            yield understood_as(f"type_{sort}{bits}", f"the message type as {sort} {bits}",
                                b"\x94" + number(0, bits) + b"\x01" + pack("status") + b"\x91\x80", 1, "status", {})
            yield field(f"n_{sort}{bits}", f"n as {sort} {bits}", "suggest", "n", number(4, bits), 4)
            yield field(f"session_{sort}{bits}", f"session as {sort} {bits}", "close", "session", number(9, bits), 9)
    yield field("session_largest", "the largest session number", "close", "session",
                uint(2**64 - 1, 64), 2**64 - 1)
    yield field("delete_largest", "more than any text: deletes all of it", "edit", "delete",
                uint(2**32 - 1, 32), 2**32 - 1)


def strings():
    for bits in (5, 8, 16, 32):
        width = f"str{bits}" if bits > 5 else "fixstr"
        yield understood_as(f"method_{width}", f"the method's name as {width}",
                            b"\x94\x00\x01" + text("status", bits) + b"\x91\x80", 1, "status", {})
        key = b"\x94\x00\x01" + pack("suggest") + b"\x91\x81" + text("n", bits) + b"\x02"
        yield understood_as(f"key_{width}", f"a field's name as {width}", key, 1, "suggest", {"n": 2})
        yield field(f"text_{width}", f"text as {width}", "edit", "insert", text("héllo", bits), "héllo")
        yield field(f"text_empty_{width}", f"empty text as {width}", "edit", "insert", text("", bits), "")
    for length in (31, 32, 255, 256):
        value = "x" * length
        yield field(f"text_of_{length}", f"{length} bytes of text, as short as can be", "edit", "insert",
                    pack(value), value)


def containers():
    for bits in (4, 16, 32):
        width = f"{bits}" if bits > 4 else "fix"
        frame = array(4, bits) + b"\x00\x01" + pack("status") + b"\x91\x80"
        yield understood_as(f"frame_array_{width}", f"the frame's own array, {width}", frame, 1, "status", {})
        params = b"\x94\x00\x01" + pack("edit") + array(1, bits) + pack({"insert": "a"})
        yield understood_as(f"params_array_{width}", f"the params' array, {width}", params, 1, "edit", {"insert": "a"})
        empty = b"\x94\x00\x01" + pack("edit") + array(0, bits)
        yield understood_as(f"params_array_empty_{width}", f"empty params, {width}", empty, 1, "edit", {})
        inner = b"\x94\x00\x01" + pack("edit") + b"\x91" + array(0, bits)
        yield understood_as(f"empty_table_{width}", f"an empty array for an empty map, {width}", inner, 1, "edit", {})
        fields = mapping(2, bits) + pack("delete") + b"\x01" + pack("insert") + pack("b")
        yield understood_as(f"map_{width}", f"the params' map, {width}",
                            b"\x94\x00\x01" + pack("edit") + b"\x91" + fields, 1, "edit",
                            {"delete": 1, "insert": "b"})
        yield understood_as(f"bare_map_{width}", f"a map without the array around it, {width}",
                            b"\x94\x00\x01" + pack("edit") + fields, 1, "edit", {"delete": 1, "insert": "b"})
        kinds = array(1, bits) + pack("words")
        yield field(f"list_{width}", f"a list in a field, {width}", "suggest", "kinds", kinds, ["words"])


def field(name, comment, method, key, value_bytes, value):
    data = b"\x94\x00\x01" + pack(method) + b"\x91\x81" + pack(key) + value_bytes
    return understood_as(name, comment, data, 1, method, {key: value})

"""Takes MessagePack bytes apart and says what each piece is, so that a person can read a frame.

It only explains: the meaning of every frame is checked against PyPI's `msgpack` by make.py.
"""

import struct

# First byte -> (name, width of the big-endian length or value that follows, what it is)
LENGTHS = {
    0xD9: ("str 8", 1, "str"), 0xDA: ("str 16", 2, "str"), 0xDB: ("str 32", 4, "str"),
    0xC4: ("bin 8", 1, "bin"), 0xC5: ("bin 16", 2, "bin"), 0xC6: ("bin 32", 4, "bin"),
    0xDC: ("array 16", 2, "array"), 0xDD: ("array 32", 4, "array"),
    0xDE: ("map 16", 2, "map"), 0xDF: ("map 32", 4, "map"),
    0xC7: ("ext 8", 1, "ext"), 0xC8: ("ext 16", 2, "ext"), 0xC9: ("ext 32", 4, "ext"),
}
NUMBERS = {
    0xCC: ("uint 8", ">B"), 0xCD: ("uint 16", ">H"), 0xCE: ("uint 32", ">I"), 0xCF: ("uint 64", ">Q"),
    0xD0: ("int 8", ">b"), 0xD1: ("int 16", ">h"), 0xD2: ("int 32", ">i"), 0xD3: ("int 64", ">q"),
    0xCA: ("float 32", ">f"), 0xCB: ("float 64", ">d"),
}
FIXEXT = {0xD4: 1, 0xD5: 2, 0xD6: 4, 0xD7: 8, 0xD8: 16}
WORDS = {0xC0: "nil", 0xC1: "never used in MessagePack", 0xC2: "false", 0xC3: "true"}


def annotate(data):
    """Splits `data` into [hex, meaning] pairs; a piece that is cut short is said to be so."""
    parts, at, depth = [], 0, []
    while at < len(data):
        size, words, children = _piece(data, at)
        piece = data[at:at + size]
        if len(piece) < size:
            words += f" (cut short: {size - len(piece)} bytes missing)"
        parts.append([piece.hex(), "  " * len(depth) + words])
        at += size
        if depth:
            depth[-1] -= 1
        if children:
            depth.append(children)
        while depth and depth[-1] == 0:
            depth.pop()
    assert b"".join(bytes.fromhex(part) for part, _ in parts) == data
    return parts


def _piece(data, at):
    """Size in bytes, words for it, and how many values belong inside it."""
    first = data[at]
    if first <= 0x7F:
        return 1, str(first), 0
    if first >= 0xE0:
        return 1, str(first - 256), 0
    if 0x80 <= first <= 0x8F:
        return 1, f"map of {first & 15}", 2 * (first & 15)
    if 0x90 <= first <= 0x9F:
        return 1, f"array of {first & 15}", first & 15
    if 0xA0 <= first <= 0xBF:
        return 1 + (first & 31), _string(data[at + 1:at + 1 + (first & 31)]), 0
    if first in WORDS:
        return 1, WORDS[first], 0
    if first in NUMBERS:
        name, form = NUMBERS[first]
        size = struct.calcsize(form)
        body = data[at + 1:at + 1 + size]
        value = struct.unpack(form, body)[0] if len(body) == size else "?"
        return 1 + size, f"{value} ({name})", 0
    if first in FIXEXT:
        return 2 + FIXEXT[first], f"fixext {FIXEXT[first]}", 0
    name, width, sort = LENGTHS[first]
    body = data[at + 1:at + 1 + width]
    if len(body) < width:
        return 1 + width, name, 0
    length = int.from_bytes(body, "big")
    if sort == "array":
        return 1 + width, f"array of {length} ({name})", length
    if sort == "map":
        return 1 + width, f"map of {length} ({name})", 2 * length
    if sort == "ext":
        return 2 + width + length, f"{length} bytes ({name})", 0
    inside = data[at + 1 + width:at + 1 + width + length]
    words = _string(inside) if sort == "str" else f"{length} bytes"
    return 1 + width + length, f"{words} ({name})", 0


def _string(raw):
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return "bytes that are not UTF-8"
    return repr(text) if len(text) <= 40 else f"{text[:20]!r}... {len(raw)} bytes"

"""Pieces of cases: whole frames packed by `msgpack`, and headers of a chosen width."""

import json
import pathlib

import msgpack

# Parameters and result of every method with every field set, as the program has them; written by a test of `tests/e2e`.
EXAMPLES = json.loads((pathlib.Path(__file__).parent.parent / "examples.json").read_text())


def pack(value, **options):
    return msgpack.packb(value, use_bin_type=True, **options)


def request(name, comment, method, params=None, *, id=1, understood=None, sent=None):
    """A request as msgpack writes it. `sent` replaces the whole params array."""
    params = {} if params is None else params
    data = pack([0, id, method, [params] if sent is None else sent])
    return understood_as(name, comment, data, id, method, params if understood is None else understood)


def understood_as(name, comment, data, id, method, params):
    """A request given as bytes, and what it means."""
    frame = {"type": "request", "id": id, "method": method, "params": params}
    return {"name": name, "comment": comment, "bytes": data, "frame": frame}


def notification(name, comment, method, params):
    frame = {"type": "notification", "method": method, "params": params}
    return {"name": name, "comment": comment, "bytes": pack([2, method, [params]]), "frame": frame}


def response(name, comment, method, result, *, id=1):
    """`method` tells the reader of the case whose result it is; the bytes do not carry it."""
    frame = {"type": "response", "id": id, "error": None, "result": result}
    data = pack([1, id, None, result], use_single_float=True)
    return {"name": name, "comment": comment, "bytes": data, "method": method, "frame": frame}


def failure(name, comment, error, *, id=1):
    frame = {"type": "response", "id": id, "error": error, "result": None}
    return {"name": name, "comment": comment, "bytes": pack([1, id, error, None]), "frame": frame}


def refused(name, comment, data, code, field=None, *, id=1):
    expected = {"id": id, "code": code}
    if field is not None:
        expected["field"] = field
    return {"name": name, "comment": comment, "bytes": data, "refused": expected}


def closes(name, comment, data, code="invalid_request", **more):
    return {"name": name, "comment": comment, "bytes": data, "closes": code} | more


def incomplete(name, comment, data):
    return {"name": name, "comment": comment, "bytes": data, "incomplete": True}


# Integers in a form of one's choice. `bits` 7 and 5 are the one-byte forms.
UINT = {8: 0xCC, 16: 0xCD, 32: 0xCE, 64: 0xCF}
INT = {8: 0xD0, 16: 0xD1, 32: 0xD2, 64: 0xD3}


def uint(value, bits):
    return bytes([UINT[bits]]) + value.to_bytes(bits // 8, "big")


def sint(value, bits):
    return bytes([INT[bits]]) + value.to_bytes(bits // 8, "big", signed=True)


def text(value, bits):
    """A string with an 8, 16 or 32 bit length, or (5) with its length in the first byte."""
    raw = value.encode() if isinstance(value, str) else value
    return header(len(raw), bits, {5: 0xA0, 8: 0xD9, 16: 0xDA, 32: 0xDB}) + raw


def array(length, bits):
    return header(length, bits, {4: 0x90, 16: 0xDC, 32: 0xDD})


def mapping(length, bits):
    return header(length, bits, {4: 0x80, 16: 0xDE, 32: 0xDF})


def header(length, bits, firsts):
    if bits < 8:
        return bytes([firsts[bits] | length])
    return bytes([firsts[bits]]) + length.to_bytes(bits // 8, "big")

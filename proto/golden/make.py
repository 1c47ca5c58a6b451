#!/usr/bin/env python3
"""Writes the golden frames: what foretype's protocol looks like in bytes, made by PyPI's `msgpack`.

    python3 proto/golden/make.py            writes the *.jsonl files beside it, and seeds for fuzzing
    python3 proto/golden/make.py --check    exits 1 when they differ from what would be written

Each line of a file is one case:

    name     what to call it
    comment  what it shows
    hex      the bytes
    parts    the same bytes taken apart: [hex, meaning], indented by nesting
    and one expectation:
    frame    what the bytes mean, as JSON (unknown fields and nil options left out of params)
    refused  {id, code, field?}: a request that is answered with this error; the connection stays
    closes   the code of the `error` notification after which the connection is closed
    incomplete  true: the start of a frame; a reader waits for more

Shapes that `msgpack` never writes itself (wider headers than needed, broken frames) are put together
from bytes here, and read back with `msgpack` where they are well formed.
"""

import json
import pathlib
import sys

import msgpack

from annotate import annotate
from cases import malformed, requests, responses, widths

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SEEDS = ROOT / "fuzz" / "seeds" / "codec"


def main():
    check = sys.argv[1:] == ["--check"]
    stale = []
    for path, content in files():
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        elif not path.exists() or path.read_bytes() != content:
            stale.append(str(path.relative_to(ROOT)))
    if stale:
        sys.exit(f"{', '.join(stale)}: not what make.py writes; run python3 proto/golden/make.py")


def files():
    """Every file that is written, with its content."""
    for module in (requests, widths, responses, malformed):
        name = module.__name__.split(".")[-1]
        cases = list(unique(module.cases()))
        # A fuzzer starts from whole streams, and from each way to break one.
        if module is malformed:
            for case in cases:
                if "refused" not in case:
                    yield SEEDS / case["name"], case["bytes"]
        else:
            yield SEEDS / f"all_{name}", b"".join(case["bytes"] for case in cases)
        yield HERE / f"{name}.jsonl", "".join(line(case) for case in cases).encode()


def unique(cases):
    seen = set()
    for case in cases:
        assert case["name"] not in seen, f"two cases are called {case['name']}"
        seen.add(case["name"])
        yield case


def line(case):
    """One case as one line, after `msgpack` agreed with it."""
    data = case.pop("bytes")
    # Of what a later version sends less is understood than `msgpack` reads.
    later = case.pop("later", False)
    if "frame" in case and not later:
        assert_means(data, case["frame"])
    if case.get("incomplete"):
        assert_incomplete(data)
    head = {"name": case.pop("name"), "comment": case.pop("comment"), "hex": data.hex()}
    # A big frame is not worth taking apart: its hex says it all.
    head["parts"] = annotate(data) if len(data) < 4096 and not case.pop("opaque", False) else []
    return json.dumps(head | case, ensure_ascii=False) + "\n"


def assert_means(data, frame):
    """`msgpack` reads the bytes as a frame of this type, id and method or error and result."""
    value = msgpack.unpackb(data, raw=False, strict_map_key=False)
    kind = {"request": 0, "response": 1, "notification": 2}[frame["type"]]
    assert value[0] == kind, value
    if kind == 0:
        assert value[1:3] == [frame["id"], frame["method"]], value
    elif kind == 1:
        assert value[1:] == [frame["id"], frame["error"], frame["result"]], value
    else:
        assert value[1] == frame["method"], value
    if kind != 1:
        given = value[-1] if isinstance(value[-1], dict) else (value[-1] or [{}])[0] or {}
        for field, expected in frame["params"].items():
            assert given[field] == expected, (field, given)


def assert_incomplete(data):
    unpacker = msgpack.Unpacker(raw=False)
    unpacker.feed(data)
    try:
        value = unpacker.unpack()
    except msgpack.OutOfData:
        return
    raise AssertionError(f"msgpack reads a whole value: {value}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Whether own names are found by slips, and stay away where no name belongs.

    pip install msgpack
    python3 benches/own_names.py --foretype target/release/foretype tests/names.txt

A line of the list is a sentence, a beginning that the name is typed after, and the name, with `|` between them. A daemon with an
empty home of its own learns all sentences. Then every name is typed with one slip of each kind at every place where it makes another
string with the same first letter, and a space: prints how often the name is first on offer. Last, the first two letters of every name
are typed in small letters where a verb or a noun is due, and where a name is: prints how often the name is first there.
"""
import argparse, tempfile, time

from first_week import Daemon

KEYS = {key: near for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm") for key, near in zip(row, row[1:] + row[-2])}
VERB = ["I ", "We need to ", "I don't ", "They said I should "]
NOUN = ["Yesterday I lost my ", "He put it on the "]


def slips(name):
    for at in range(1, len(name)):
        before, letter, after = name[:at], name[at], name[at + 1 :]
        yield "left out", before + after
        yield "doubled", before + letter + letter + after
        yield "neighbour", before + KEYS.get(letter, letter) + after
        yield "swapped", before + after[:1] + letter + after[1:]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--foretype", default="foretype")
    options.add_argument("list")
    options = options.parse_args()
    lines = [line.rstrip("\n").split("|") for line in open(options.list, encoding="utf-8") if not line.startswith("#")]
    with tempfile.TemporaryDirectory() as home:
        daemon = Daemon(options.foretype, home)
        try:
            start = int(time.time() * 1000) - 10**9
            for number, (sentence, _, _) in enumerate(lines):
                daemon.call("learn", text=sentence, time=start + number * 600_000)
            measure(daemon, lines)
        finally:
            daemon.run("daemon", "stop")


def measure(daemon, lines):
    kinds, places = {}, {}
    for _, beginning, name in lines:
        for kind, slip in set(slips(name)):
            if slip != name:
                first = daemon.words(f"{beginning}{slip} ")[:1]
                kinds.setdefault(kind, []).append([word for word, _ in first] == [name])
        small = name[:2].lower()
        for kind, texts in (("verb due", VERB), ("noun due", NOUN), ("name due", ["Yesterday I asked "])):
            for text in texts:
                first = daemon.words(text + small)[:1]
                places.setdefault(kind, []).append([word.lower() for word, _ in first] == [name.lower()])
    for kind, right in sorted(kinds.items()):
        print(f"{kind:10} {len(right):4} slips, the name first after {100 * sum(right) / len(right):3.0f} %")
    for kind, first in places.items():
        print(f"{kind:10} {len(first):4} beginnings, the name first in {100 * sum(first) / len(first):3.0f} %")


if __name__ == "__main__":
    main()

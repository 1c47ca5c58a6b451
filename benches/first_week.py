#!/usr/bin/env python3
"""Whether what was learned in a first week is as probable as it says.

    pip install msgpack
    python3 benches/first_week.py --foretype target/release/foretype LOG.jsonl ...

A log is one JSON object a line, `me` and `text` in it. The owner's first --messages messages are typed one after the other: before
every word a daemon with an empty home of its own, which has learned all messages before, is asked for words, and so is it before it
has learned anything. Prints how probable the first word on offer was called and how often it came, by bins of that probability:
where what was learned decided (it is called more than three times as probable as with nothing learned, and a tenth more), there
before the third word of a message, and elsewhere.
"""
import argparse, collections, json, os, re, socket, subprocess, tempfile, time

import msgpack

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
BEGINS = re.compile(r"(?<!\S)(?=[^\W_])")


class Daemon:
    def __init__(self, program, home):
        self.program = program
        self.environment = {**os.environ, "HOME": home, "XDG_RUNTIME_DIR": home}
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            self.environment.pop(name, None)
        self.run("daemon", "start")
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(json.loads(self.run("status", "--json"))["socket"])
        self.unpacker = msgpack.Unpacker()

    def run(self, *arguments):
        return subprocess.check_output([self.program, *arguments], env=self.environment)

    def call(self, method, **params):
        self.socket.sendall(msgpack.packb([0, 1, method, [params]]))
        while True:
            for kind, _, error, result in self.unpacker:
                assert kind == 1 and error is None, error
                return result
            self.unpacker.feed(self.socket.recv(1 << 16))

    def words(self, text):
        words = self.call("suggest", left_context=text, n=3)["words"]
        return [(word["text"], word["probability"]) for word in words]


def asked(messages):
    """Every place before a word: the number of its message, the text before it, how many words that has, and the word."""
    for number, text in enumerate(messages):
        for place in BEGINS.finditer(text):
            before = text[: place.start()]
            yield number, before, len(before.split()), WORD.match(text, place.start()).group()


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--foretype", default="foretype")
    options.add_argument("--messages", type=int, default=100)
    options.add_argument("logs", nargs="+")
    options = options.parse_args()
    bins = collections.defaultdict(lambda: collections.defaultdict(list))
    with tempfile.TemporaryDirectory() as home:
        daemon = Daemon(options.foretype, home)
        try:
            for log in options.logs:
                own = [row["text"] for row in map(json.loads, open(log, encoding="utf-8")) if row["me"]]
                measure(daemon, own[: options.messages], bins)
        finally:
            daemon.run("daemon", "stop")
    for part in sorted(bins):
        every = [offer for offers in bins[part].values() for offer in offers]
        print(line(part, every))
        for at, offers in sorted(bins[part].items()):
            print(line(f"  {at / 10:.1f} to {at / 10 + 0.1:.1f}", offers))


def measure(daemon, messages, bins):
    daemon.call("forget", everything=True)
    places = list(asked(messages))
    unlearned = {before: dict(daemon.words(before)) for _, before, _, _ in places}
    start, learned = int(time.time() * 1000) - 10**9, 0
    for number, before, count, word in places:
        while learned < number:
            daemon.call("learn", text=messages[learned], time=start + learned * 600_000)
            learned += 1
        words = daemon.words(before)
        if words:
            (first, probability), *_ = words
            decided = probability > 3 * unlearned[before].get(first, 0) + 0.1
            parts = ["learned"] + ["learned, before the third word"] * (count == 2) if decided else ["elsewhere"]
            for part in parts:
                bins[part][min(int(probability * 10), 9)].append((probability, first == word))


def line(name, offers):
    called, right = (sum(column) / len(offers) for column in zip(*offers))
    return f"{name:32} {len(offers):6} offers, called {called:.3f}, right {right:.3f}"


if __name__ == "__main__":
    main()

"""foretype and presage under the same simulated typist, on the same messages, in the same run.

    apt-get install presage libpresage-dev libpresage-data g++ && pip install msgpack
    g++ -O2 benches/peers/presage_words.cpp -o target/presage_words -lpresage
    target/release/foretype daemon start
    python3 benches/peers/compare.py TEXT... [--limit N] [--presage target/presage_words]

Every line of a text is a message that stands alone. The typist looks at three words before every letter of a word
and takes one as soon as it is exactly the intended word and saves a key; taking costs one key and enters the space
that follows, if there is one. presage lower-cases what it offers, so case is ignored for it (which favours it) and
counted for foretype; `foretype, case ignored` is the same comparison for both. Times are per question, in the client.
"""
import argparse, itertools, json, os, re, socket, statistics, subprocess, time

import msgpack

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Foretype:
    def __init__(self, program):
        path = json.loads(subprocess.check_output([program, "status", "--json"]))["socket"]
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.unpacker = msgpack.Unpacker()
        self.ids = itertools.count(1)

    def words(self, text):
        params = {"left_context": text, "n": 3, "kinds": ["words"], "min_probability": 0.0}
        self.socket.sendall(msgpack.packb([0, next(self.ids), "suggest", [params]]))
        while True:
            for _, _, error, result in self.unpacker:
                assert error is None, error
                return [word["text"] for word in result["words"]]
            self.unpacker.feed(self.socket.recv(1 << 16))


class Presage:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def words(self, text):
        self.process.stdin.write(text.encode().hex() + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().rstrip("\n").split("\t")[:3]


def typed(engine, message, same, times):
    """Keys pressed for a message, words in it, and words foreseen among three."""
    keys = words = foreseen = at = 0
    spans = {}
    for match in WORD.finditer(message):
        spans.update(dict.fromkeys(range(match.start(), match.end()), match))
    while at < len(message):
        keys += 1
        match = spans.get(at)
        if match is None:
            at += 1
            continue
        start = time.perf_counter()
        offered = engine.words(message[:at])
        times.append(time.perf_counter() - start)
        hit = any(same(word, match.group()) for word in offered)
        if at == match.start():
            words += 1
            foreseen += hit
        gain = match.end() - at + message.startswith(" ", match.end())
        at += gain if hit and gain > 1 else 1
    return keys, words, foreseen


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("texts", nargs="+")
    options.add_argument("--limit", type=int, default=300, help="messages of each text, the first ones")
    options.add_argument("--foretype", default="target/release/foretype")
    options.add_argument("--presage", default="target/presage_words")
    options = options.parse_args()
    exact = lambda offered, intended: offered == intended
    folded = lambda offered, intended: offered.lower() == intended.lower()
    rivals = [("foretype", Foretype(options.foretype), exact), ("foretype, case ignored", Foretype(options.foretype), folded)]
    if os.path.exists(options.presage):
        rivals.append(("presage, case ignored", Presage(options.presage), folded))
    print(f"{'text':24} {'engine':24} {'saved':>8} {'top-3':>8} {'p50 ms':>8} {'p99 ms':>8}")
    for path in options.texts:
        with open(path, encoding="utf8") as file:
            messages = [line.rstrip("\n") for line in file if line.strip()][: options.limit]
        chars = sum(map(len, messages))
        for name, engine, same in rivals:
            times = []
            counts = [sum(column) for column in zip(*(typed(engine, message, same, times) for message in messages))]
            saved, top3 = 1 - counts[0] / chars, counts[2] / counts[1]
            p99 = statistics.quantiles(times, n=100)[98] * 1e3
            text = os.path.basename(path)
            print(f"{text:24} {name:24} {saved:8.1%} {top3:8.1%} {statistics.median(times) * 1e3:8.2f} {p99:8.2f}", flush=True)


main()

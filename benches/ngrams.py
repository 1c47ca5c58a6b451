"""What each choice of the n-gram tables is worth: small networks that differ in one thing, trained and measured.

    cargo build --release
    foretype corpus --recipe english --from FOLDER --out english.txt
    python3 benches/ngrams.py english.txt EVAL... [--chars 6000000] [--hidden 192] [--into models/README.md]

Every variant reads the same first characters of the mixed text once, from the same seed, its rate falling to zero, and is
measured in bits per character on the texts given, every line standing alone. Needs nothing but Python.
"""
import argparse, copy, json, os, subprocess, sys, tempfile

CHARS = [f"chars{n}" for n in range(2, 9)]
WORDS = ["word", "word-after-one", "word-after-two"]
BASE = {"width": 32, "dropout": 0.0, "rows_rate": 2.0, "cell": "gru", "layers": 1, "sequence": 64, "embedding": 64,
        "contexts": CHARS[:5] + WORDS, "rows": 1 << 15}


def variants():
    """Name and what differs from the base."""
    yield "no tables", {"contexts": []}
    yield "characters only, 2 to 6", {"contexts": CHARS[:5]}
    yield "words only", {"contexts": WORDS}
    yield "characters 2 to 4 and words", {"contexts": CHARS[:3] + WORDS}
    yield "**2 to 6 and words, 2^15 rows of 32**", {}
    yield "2 to 8 and words", {"contexts": CHARS + WORDS}
    yield "2 to 6, words, the last word but one", {"contexts": CHARS[:5] + WORDS + ["word-after-skipped"]}
    yield "2^13 rows", {"rows": 1 << 13}
    yield "2^17 rows", {"rows": 1 << 17}
    yield "no collisions to speak of: 2^20 rows", {"rows": 1 << 20}
    yield "rows of 16", {"width": 16}
    yield "rows of 64", {"width": 64}
    yield "a tenth of the rows dropped", {"dropout": 0.1}
    yield "a quarter of the rows dropped", {"dropout": 0.25}
    yield "rows at the rate of the rest", {"rows_rate": 1.0}
    yield "rows at five times the rate", {"rows_rate": 5.0}
    yield "LSTM", {"cell": "lstm"}
    yield "two layers", {"layers": 2}
    yield "windows of 128", {"sequence": 128}
    yield "embedding of 128", {"embedding": 128}


def recipe(options, shape):
    tables = ", ".join(f'{{ context = "{context}", rows = {shape["rows"]} }}' for context in shape["contexts"])
    ngrams = f'[model.ngrams]\nwidth = {shape["width"]}\ndropout = {shape["dropout"]}\ntables = [{tables}]\n'
    return f"""name = "study"
[model]
cell = "{shape["cell"]}"
layers = {shape["layers"]}
embedding = {shape["embedding"]}
hidden = {options.hidden}
{ngrams if shape["contexts"] else ""}
[text]
min_count = 100
blank_line_ends_document = true
held_out = 0.0
[training]
batch = 64
sequence = {shape["sequence"]}
optimizer = "adam-w"
learning_rate = 0.003
schedule = "cosine"
warmup_steps = 50
betas = [0.9, 0.99]
weight_decay = 0.01
reset_message = 0.35
precision = "bf16"
rows_rate = {shape["rows_rate"]}
"""


def measure(options, text, shape):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "study.toml")
        with open(path, "w", encoding="utf8") as file:
            file.write(recipe(options, shape))
        out = os.path.join(folder, "run")
        subprocess.run([options.foretype, "train", "--quiet", "--recipe", path, text, "--out", out], check=True)
        model = os.path.join(out, "model.safetensors")
        command = [options.foretype, "eval", "--bits-only", "--json", "--model", model, *options.texts]
        lines = subprocess.check_output(command, text=True).splitlines()
        return [json.loads(line)["bits_per_char"] for line in lines]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus")
    options.add_argument("texts", nargs="+")
    options.add_argument("--foretype", default="target/release/foretype")
    options.add_argument("--chars", type=int, default=6_000_000)
    options.add_argument("--hidden", type=int, default=192)
    options.add_argument("--into", help="put the table between the marks `ngrams.py` of this file as well")
    options = options.parse_args()
    names = [os.path.splitext(os.path.basename(path))[0] for path in options.texts]
    lines = [f"| GRU {options.hidden}, {options.chars / 1e6:g} M characters | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    with tempfile.TemporaryDirectory() as folder, open(options.corpus, encoding="utf8") as corpus:
        text = os.path.join(folder, "text.txt")
        with open(text, "w", encoding="utf8") as file:
            file.write(corpus.read(options.chars))
        for name, change in variants():
            bits = measure(options, text, {**copy.deepcopy(BASE), **change})
            lines.append(f"| {name} | " + " | ".join(f"{own:.3f}" for own in bits) + " |")
            print(lines[-1], file=sys.stderr, flush=True)
    table = "\n".join(lines) + "\n"
    print(table, end="")
    if options.into:
        begin, end = "<!-- ngrams.py -->\n", "<!-- end of ngrams.py -->"
        with open(options.into, encoding="utf8") as file:
            before, rest = file.read().split(begin)
        with open(options.into, "w", encoding="utf8") as file:
            file.write(before + begin + table + end + rest.split(end)[1])


main()

#!/usr/bin/env python3
"""What knowing the other side of a conversation is worth: every log that has one, with and without it.

    benches/other_side.py --foretype target/release/foretype LOG.jsonl ...

A log is one JSON object a line, `me` and `text` in it; logs in which nobody else writes are left out. The newest fifth
of the owner's messages is typed (at most --limit of them), cold and after learning the four fifths before through the
memory, without what others wrote (`foretype eval --user --others 0`), with the newest --chars characters of what they
wrote since the owner's last message, and with all of it. Prints a Markdown table: what the others' messages gain in
keystroke savings (points) and take off every character (bits), with 95 % intervals over the logs of a source
(percentiles of 10,000 resamples of them).
"""

import argparse
import json
import os
import random
import subprocess
from collections import defaultdict


def has_both_sides(path):
    with open(path, encoding="utf-8") as log:
        return len({bool(json.loads(line)["me"]) for line in log if line.strip()}) == 2


def measured(arguments, paths, others):
    command = [arguments.foretype, "eval", "--user", "--no-finetune", "--json", "-j", str(arguments.threads)]
    command += ["--limit", str(arguments.limit)] + (["--others", str(others)] if others is not None else []) + paths
    lines = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    rows = [json.loads(line) for line in lines]
    return {row["file"]: {arm["arm"]: arm for arm in row["arms"]} for row in rows}


def interval(values):
    draw = random.Random(1)
    means = sorted(sum(draw.choices(values, k=len(values))) / len(values) for _ in range(10_000))
    return sum(values) / len(values), means[250], means[9749]


def cell(values, scale, digits):
    mean, low, high = (scale * value for value in interval(values))
    return f"{mean:+.{digits}f} ({low:+.{digits}f} to {high:+.{digits}f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--foretype", default="foretype")
    parser.add_argument("--limit", type=int, default=150)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--chars", type=int, nargs="*", default=[80, 240])
    parser.add_argument("logs", nargs="+")
    arguments = parser.parse_args()
    paths = [path for path in arguments.logs if has_both_sides(path)]
    alone = measured(arguments, paths, 0)
    sources = defaultdict(list)
    for path in paths:
        name = os.path.basename(path)
        sources[name.rsplit("-", 1)[0]].append(name)
        sources["all"].append(name)
    sources["all"] = sources.pop("all")
    print("| logs | of the others is read | keystrokes saved, points: cold | memory | bits per character: cold | memory |")
    print("|---|---|---|---|---|---|")
    figures = [("keystroke_savings", 100, 1), ("bits_per_char", 1, 3)]
    columns = [(figure, arm, scale, digits) for figure, scale, digits in figures for arm in ("cold", "memory")]
    for source, names in sources.items():
        means = [scale * sum(alone[n][arm][figure] for n in names) / len(names) for figure, arm, scale, _ in columns]
        cells = [f"{mean:.{digits}f}" for mean, (*_, digits) in zip(means, columns)]
        print(f"| **{source}**, {len(names)} | nothing | " + " | ".join(cells) + " |")
    for chars in [*arguments.chars, None]:
        known = measured(arguments, paths, chars)
        words = "all" if chars is None else f"{chars} characters"
        for source, names in sources.items():
            gains = lambda arm, figure: [known[name][arm][figure] - alone[name][arm][figure] for name in names]
            cells = [cell(gains(arm, figure), scale, digits + (scale > 1)) for figure, arm, scale, digits in columns]
            print(f"| **{source}**, {len(names)} | {words} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()

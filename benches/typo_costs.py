"""Estimates what errors people make from a list of misspellings: one "wrong<TAB>right" a line.

    python3 benches/typo_costs.py misspellings.tsv

Prints the share of every kind of a single edit, how much seldomer the first letter is wrong, and the share of pairs
that take two edits. The numbers in src/predict/spelling/costs.rs come of it; the list itself is no part of foretype.
"""

import collections
import sys

ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
SHIFTS = [0.0, 0.25, 0.75]
VOWELS = set("aeiouy")


def place(letter):
    for row, (keys, shift) in enumerate(zip(ROWS, SHIFTS)):
        if letter in keys:
            return keys.index(letter) + shift, row
    return None


def neighbours(a, b):
    one, other = place(a), place(b)
    return bool(one and other and abs(one[0] - other[0]) <= 1.01 and abs(one[1] - other[1]) <= 1)


def substituted(typed, meant):
    if typed in VOWELS and meant in VOWELS:
        return "vowel"
    return "neighbour" if neighbours(typed, meant) else "other letter"


def edit(wrong, right):
    """Kind and place (in the right word) of the one edit between them, or None."""
    at = 0
    while at < min(len(wrong), len(right)) and wrong[at] == right[at]:
        at += 1
    w, r = wrong[at:], right[at:]
    if len(w) == len(r) and len(w) > 1 and w[0] == r[1] and w[1] == r[0] and w[2:] == r[2:]:
        return "swapped", at
    if len(w) == len(r) and w and w[1:] == r[1:]:
        return substituted(w[0], r[0]), at
    if r and w == r[1:]:
        if r[0] in "' -":
            return {"'": "apostrophe", " ": "space left out", "-": "hyphen"}[r[0]], at
        return ("undoubled" if at and right[at - 1] == r[0] else "missing"), at
    if w and w[1:] == r:
        if w[0] in "' -":
            return "mark too many", at
        if at and wrong[at - 1] == w[0]:
            return "doubled", at
        return "one too many", at
    return None


def main():
    kinds, firsts, letters, first_letters, two, pairs = collections.Counter(), collections.Counter(), 0, 0, 0, 0
    for line in open(sys.argv[1], encoding="utf-8"):
        wrong, _, right = line.rstrip("\n").lower().partition("\t")
        if not right or "," in right or not 4 <= len(right) <= 14:
            continue
        pairs += 1
        letters += len(right)
        first_letters += 1
        found = edit(wrong, right)
        if found is None:
            two += 1
            continue
        kinds[found[0]] += 1
        # A letter doubled at the beginning stands at place 1, and is the first letter's error.
        firsts[found[0]] += found[1] == 0 or (found[0] in ("doubled", "undoubled") and found[1] == 1)
    one = sum(kinds.values())
    print(f"{pairs} pairs, mean length {letters / pairs:.1f}, more than one edit {two / pairs:.3f}")
    for kind, count in kinds.most_common():
        expected = count * first_letters / letters
        print(f"{kind:15} share {count / one:.4f}  first letter {firsts[kind] / expected:.2f} of its due")


main()

#!/usr/bin/env python3
"""How often a word that was said is said again, by how rare it is and how many words ago it was said.

    benches/recurrence.py CHAT.txt

The file holds messages, one a line, and an empty line between conversations. Prints a Markdown table: of the words that
follow, how many in 10,000 are the same word again. Rarity is -ln of the word's share of all words. Tells what
`predict::recent` has as its constants.
"""

import collections
import math
import random
import re
import sys

AGES = [3, 8, 20, 50, 100, 200, 400]
WORD = re.compile(r"[A-Za-z][A-Za-z']*")
SHARE_READ = 0.12  # of all conversations, chosen with a seed
EVERY = 7  # words at which the chances are counted


def bin_of(age):
    return next((at for at, most in enumerate(AGES) if age <= most), len(AGES))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    counts = collections.Counter(word.lower() for word in WORD.findall(text))
    total = sum(counts.values())
    rarity = {word: int(-math.log(count / total)) for word, count in counts.items()}
    conversations = text.split("\n\n")
    random.Random(1).shuffle(conversations)
    chances, again = collections.Counter(), collections.Counter()
    for conversation in conversations[: int(len(conversations) * SHARE_READ)]:
        newest, times = {}, collections.Counter()
        for at, word in enumerate(word.lower() for word in WORD.findall(conversation)):
            if word in newest:
                again[rarity[word], bin_of(at - newest[word]), min(times[word], 3)] += 1
            if at % EVERY == 0:
                for known, last in newest.items():
                    chances[rarity[known], bin_of(at - last), min(times[known], 3)] += EVERY
            newest[word] = at
            times[word] += 1
    print("| rarity | said | " + " | ".join(f"up to {age} words ago" for age in AGES) + " | anywhere |")
    print("|---" * (len(AGES) + 3) + "|")
    for rare in (4, 6, 8, 10, 12):
        for said, name in ((1, "once"), (2, "twice"), (3, "more often")):
            cells = [
                f"{1e4 * again[rare, at, said] / chances[rare, at, said]:.1f}" if chances[rare, at, said] > 3500 else ""
                for at in range(len(AGES))
            ]
            print(f"| {rare} | {name} | " + " | ".join(cells) + f" | {1e4 * math.exp(-rare - 0.5):.2f} |")


if __name__ == "__main__":
    main()

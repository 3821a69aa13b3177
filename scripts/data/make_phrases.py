# SPDX-License-Identifier: Apache-2.0
"""Writes `phrases.en` and `phrases.de`: sentences of a small grammar and the same in German, for
docs/translation.md.

    python3 make_phrases.py FOLDER [COUNT]

German has three genders, an ending for each, and the verb of a question or after an adverb stands elsewhere
than in English: no word can be put in the place of another by itself.
"""

import random
import sys

NOUNS = [
    ("dog", "Hund", "m"), ("cat", "Katze", "f"), ("horse", "Pferd", "n"), ("bird", "Vogel", "m"),
    ("girl", "Mädchen", "n"), ("woman", "Frau", "f"), ("baker", "Bäcker", "m"), ("child", "Kind", "n"),
    ("teacher", "Lehrerin", "f"), ("cook", "Koch", "m"), ("boat", "Boot", "n"), ("flower", "Blume", "f"),
]
VERBS = [
    ("sees", "sieht"), ("finds", "findet"), ("draws", "zeichnet"), ("loves", "liebt"), ("washes", "wäscht"),
    ("carries", "trägt"),
]
COLOURS = [("red", "rot"), ("old", "alt"), ("small", "klein"), ("quick", "schnell"), ("quiet", "still")]
DAYS = [("today", "heute"), ("on Monday", "am Montag")]
HABITS = [("often", "oft"), ("never", "nie")]
NOMINATIVE = {"m": ("der", "e"), "f": ("die", "e"), "n": ("das", "e")}
ACCUSATIVE = {"m": ("den", "en"), "f": ("die", "e"), "n": ("das", "e")}


def phrase(draw: random.Random, case: dict[str, tuple[str, str]]) -> tuple[str, str]:
    noun, german, gender = draw.choice(NOUNS)
    article, ending = case[gender]
    if draw.random() < 0.5:
        return f"the {noun}", f"{article} {german}"
    colour, farbe = draw.choice(COLOURS)
    return f"the {colour} {noun}", f"{article} {farbe}{ending} {german}"


def sentence(draw: random.Random) -> tuple[str, str]:
    subject, subjekt = phrase(draw, NOMINATIVE)
    thing, objekt = phrase(draw, ACCUSATIVE)
    verb, zeitwort = draw.choice(VERBS)
    if draw.random() < 0.5:
        habit, gewohnheit = draw.choice(HABITS)
        return f"{subject} {habit} {verb} {thing}.", f"{subjekt} {zeitwort} {objekt} {gewohnheit}."
    day, tag = draw.choice(DAYS)
    if draw.random() < 0.5:
        return f"{subject} {verb} {thing} {day}.", f"{subjekt} {zeitwort} {objekt} {tag}."
    return f"{day} {subject} {verb} {thing}.", f"{tag} {zeitwort} {subjekt} {objekt}."


def capital(text: str) -> str:
    return text[0].upper() + text[1:]


def write(folder: str, count: int) -> None:
    draw = random.Random(11)
    seen = set()
    with open(f"{folder}/phrases.en", "w") as english, open(f"{folder}/phrases.de", "w") as german:
        while len(seen) < count:
            source, target = sentence(draw)
            if source not in seen:
                seen.add(source)
                english.write(capital(source) + "\n")
                german.write(capital(target) + "\n")


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1500)

# SPDX-License-Identifier: Apache-2.0
"""Pairs of sentences, German and English, cut and numbered as the script in `translate.py` does."""

import math
import random
import re
import statistics
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from texts import UNKNOWN, chunks

MARK = 2
"""Stands before and after what is written."""

LANGUAGES = "de", "en"
BATCH = 64

# A word with apostrophes between letters, a number with points between digits, or a mark.
TOKEN = re.compile(
    r"\w+(?:(?:(?<=[^\W\d])['’](?=[^\W\d])|(?<=\d)[.,](?=\d))\w+)*|[^\w\s]")

Pair = tuple[list[int], list[int]]
"""The numbers of what is read, and of what is written, its mark included."""


class Words:
    """The words of one side that occur at least twice, numbered."""

    def __init__(self, texts: list[list[str]], special: list[str]):
        counts = Counter(word for text in texts for word in text)
        self.names = special + [word for word, count in counts.most_common() if count > 1]
        self.numbers = {name: number for number, name in enumerate(self.names)}

    def encode(self, text: list[str]) -> list[int]:
        """The numbers of words."""
        return [self.numbers.get(word, UNKNOWN) for word in text]


@dataclass
class Work:
    """The pairs, and how a network is trained on them."""

    train: list[Pair]
    valid: list[Pair]
    source: Words
    target: Words
    texts: list[list[str]]
    """What is read of the validation rows, in words."""
    references: list[str]
    """What they mean."""
    embedding: int = 256
    hidden: int = 512
    dropout: float = 0.3
    smoothing: float = 0.1
    rate: float = 1e-3
    clip: float = 5

    def __post_init__(self):
        self.slope, self.extra = length_bound(self.train)

    def most(self, read: int) -> int:
        """The most words of a translation of so many, the mark at its end included."""
        return math.ceil(self.slope * read + self.extra) + 1


def lines(folder: Path, name: str, count: int | None = None) -> list[str]:
    """The sentences of a file, or the first of them."""
    return (folder / "multi30k" / name).read_text(encoding="utf-8").splitlines()[:count]


def words(text: str) -> list[str]:
    """The tokens of a sentence in small letters."""
    return [token.replace("’", "'") if len(token) > 1 else token
            for token in TOKEN.findall(text.lower())]


def translations(folder: Path, count: int | None = None) -> Work:
    """Multi30k: all pairs that train, or the first of them, and those that validate."""
    read, written = (
        [words(line) for line in lines(folder, f"train.{language}", count)]
        for language in LANGUAGES)
    source = Words(read, ["<pad>", "<unk>"])
    target = Words(written, ["<pad>", "<unk>", "</s>"])
    texts = [words(line) for line in lines(folder, "val.de")]
    references = lines(folder, "val.en")

    def pairs(sources: list[list[str]], targets: list[list[str]]) -> list[Pair]:
        return [
            (source.encode(one), [*target.encode(other), MARK])
            for one, other in zip(sources, targets, strict=True)
        ]

    valid = pairs(texts, [words(reference) for reference in references])
    return Work(pairs(read, written), valid, source, target, texts, references)


def length_bound(pairs: list[Pair]) -> tuple[float, float]:
    """A line that the lengths of all but one in a thousand translations stay two words below."""
    read, written = ([len(side) for side in sides] for sides in zip(*pairs, strict=True))
    slope = max(statistics.linear_regression(read, written).slope, 0)
    above = sorted(many - slope * few for few, many in zip(read, written, strict=True))
    # The mark is no word of the translation.
    return slope, above[min(len(above) - 1, math.ceil(0.999 * len(above)))] - 1 + 2


def training_batches(pairs: list[Pair], shuffle: random.Random) -> list[list[Pair]]:
    """The pairs in a new order and in batches of similar lengths; 50 are sorted at a time."""
    order = shuffle.sample(pairs, len(pairs))
    pools = [sorted(pool, key=lengths) for pool in chunks(order, 50 * BATCH)]
    batches = [batch for pool in pools for batch in chunks(pool, BATCH)]
    shuffle.shuffle(batches)
    return batches


def evaluation_batches(pairs: list[Pair]) -> list[list[int]]:
    """The places of the pairs in batches of similar lengths, the shortest first."""
    return chunks(sorted(range(len(pairs)), key=lambda place: lengths(pairs[place])), BATCH)


def lengths(pair: Pair) -> tuple[int, int]:
    """How many words both sides have."""
    return len(pair[0]), len(pair[1])


def bleu(hypotheses: list[str], references: list[str]) -> float | None:
    """BLEU as sacrebleu counts it, in small letters; None where that is not installed."""
    try:
        from sacrebleu import corpus_bleu
    except ImportError:
        return None
    return corpus_bleu(hypotheses, [references], lowercase=True).score

# SPDX-License-Identifier: Apache-2.0
"""The texts and classes of `scripts/trec.lstm` and `scripts/reviews-zh.lstm`, cut as they cut."""

import csv
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

PADDING, UNKNOWN = 0, 1

Row = tuple[list[int], int]
"""The numbers of a text's tokens, and its class."""


@dataclass
class Work:
    """A data set, and how the script of the same name trains on it."""

    train: list[Row]
    valid: list[Row]
    test: list[Row]
    vocabulary: int
    classes: int
    embedding: int
    dropout: float
    epochs: int
    batch: int
    hidden: int = 128
    rate: float = 1e-3
    clip: float = 5


def trec(folder: Path) -> Work:
    """Questions in words; the last tenth of the file is the test, and nothing validates."""
    lines = (folder / "trec" / "TREC.train.all").read_text(encoding="utf-8").splitlines()
    parted = [line.split(maxsplit=1) for line in lines]
    texts = [(text.lower().split(), int(label)) for label, text in parted]
    cut = round(len(texts) * 0.9)
    return numbered(
        texts[:cut], [], texts[cut:], least_count=2, embedding=100, dropout=0.5, epochs=10,
        batch=50)


def waimai(folder: Path) -> Work:
    """Reviews in characters, at most 200 of them: 80 % train, 10 % validate, 10 % test."""
    path = folder / "zh_waimai" / "waimai_10k.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["review"], int(row["label"])) for row in csv.DictReader(file)]
    texts = [(list("".join(text.lower().split()))[:200], label) for text, label in rows]
    train, valid, test = [], [], []
    random.Random(1).shuffle(texts)
    for label in sorted({label for _, label in texts}):
        members = [text for text in texts if text[1] == label]
        ends = round(len(members) * 0.8), round(len(members) * 0.9)
        train += members[:ends[0]]
        valid += members[ends[0]:ends[1]]
        test += members[ends[1]:]
    return numbered(
        train, valid, test, least_count=1, embedding=128, dropout=0, epochs=4, batch=64)


WORKS = {"trec": trec, "waimai": waimai}


def numbered(train: list, valid: list, test: list, least_count: int, **settings) -> Work:
    """Numbers tokens by a vocabulary of the training rows; a text without any is one unknown."""
    counts = Counter(token for tokens, _ in train for token in tokens)
    known = [token for token, count in counts.most_common() if count >= least_count]
    numbers = {token: number for number, token in enumerate(known, start=UNKNOWN + 1)}

    def rows(texts: list) -> list[Row]:
        return [
            ([numbers.get(token, UNKNOWN) for token in tokens] or [UNKNOWN], label)
            for tokens, label in texts
        ]

    classes = 1 + max(label for _, label in train)
    return Work(
        rows(train), rows(valid), rows(test), vocabulary=len(known) + 2, classes=classes,
        **settings)


def training_batches(
    rows: list[Row], size: int, shuffle: random.Random, bucketed: bool = False
) -> list[list[Row]]:
    """The rows in a new order and in batches; bucketed, a batch holds rows of similar lengths.

    Buckets sort the rows of 50 batches at a time, and then shuffle the batches.
    """
    order = shuffle.sample(rows, len(rows))
    if not bucketed:
        return chunks(order, size)
    pools = [sorted(pool, key=length) for pool in chunks(order, 50 * size)]
    batches = [batch for pool in pools for batch in chunks(pool, size)]
    shuffle.shuffle(batches)
    return batches


def evaluation_batches(rows: list[Row], size: int = 256) -> list[list[Row]]:
    """The rows in batches of similar lengths, the shortest first."""
    return chunks(sorted(rows, key=length), size)


def length(row: Row) -> int:
    """How many tokens a row has."""
    return len(row[0])


def chunks(rows: list[Row], size: int) -> list[list[Row]]:
    """The rows in lists of `size`; the last may be shorter."""
    return [rows[start:start + size] for start in range(0, len(rows), size)]

# SPDX-License-Identifier: Apache-2.0
"""The streams of tokens that language models learn, and the sizes they are trained with."""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Stream:
    """Tokens in the order of the text, as numbers below `vocabulary`."""

    tokens: list[int]
    vocabulary: int


@dataclass(frozen=True)
class Recipe:
    """How a two-layer language model is trained, beside the sizes that options give."""

    optimizer: str
    rate: float
    embedding: int | None
    """Features of an embedded token; as many as hidden ones for None."""
    uniform: float | None
    """Bound of uniform initial weights; the engine's own initial weights for None."""
    summed: bool
    """Whether the loss is summed over the steps of a batch (and averaged over its rows)."""
    clip: float = 5
    layers: int = 2


def ptb(folder: Path) -> Stream:
    """The words of the Penn Treebank's training text, with one `<eos>` a line."""
    with gzip.open(folder / "ptb" / "ptb.train.txt.gz", "rt", encoding="utf-8") as file:
        return numbered([word for line in file for word in (*line.split(), "<eos>")])


def characters(folder: Path) -> Stream:
    """The characters of Tiny Shakespeare, without the last twentieth."""
    path = folder / "tinyshakespeare" / "input.txt"
    stream = numbered(path.read_text(encoding="utf-8"))
    return Stream(stream.tokens[:len(stream.tokens) * 19 // 20], stream.vocabulary)


def numbered(tokens: Sequence[str]) -> Stream:
    """The tokens as numbers, in the order in which each is first met."""
    numbers: dict[str, int] = {}
    return Stream([numbers.setdefault(token, len(numbers)) for token in tokens], len(numbers))


STREAMS = {"ptb": ptb, "characters": characters}

# PTB as in Zaremba, Sutskever and Vinyals 2014, without the falling rate.
RECIPES = {
    "ptb": Recipe("sgd", rate=1, embedding=None, uniform=0.1, summed=True),
    "characters": Recipe("adam", rate=2e-3, embedding=64, uniform=None, summed=False),
}

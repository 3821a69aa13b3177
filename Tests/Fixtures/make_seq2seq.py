# SPDX-License-Identifier: Apache-2.0
"""Computes encoder-decoders with PyTorch: writes seq2seq_general, _additive, _heads, _plain and
_feeding.

Run it as make_fixtures.py; README.md says what the files hold.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True

import torch
from torch.nn import functional

from generator.fixture import Fixture, Random
from generator.translator import SOURCE_WORDS, TARGET_WORDS, Translator

SOURCES = [4, 6, 1, 2, 6]
TARGETS = [3, 4, 2, 5, 1]
MARK = 1


def case(name, comment, **model):
    """Losses and gradients of a model on rows of several lengths."""
    random = Random(name)
    translator = Translator(random, **model)
    sources = [random.integers(length, below=SOURCE_WORDS) for length in SOURCES]
    # Nothing within a text is the mark, which stands before it and after it.
    texts = [random.integers(length - 1, below=TARGET_WORDS - 1) for length in TARGETS]
    texts = [text + (text >= MARK) for text in texts]
    mark = torch.tensor([MARK])
    scores, weights = translator(sources, [torch.cat([mark, text]) for text in texts])
    aims = [torch.cat([text, mark]) for text in texts]
    losses = functional.cross_entropy(torch.cat(scores), torch.cat(aims), reduction="none")
    losses.mean().backward()

    fixture = Fixture(
        name, comment,
        "Loss: the mean of losses, those of the target tokens, row after row. Each target ends",
        "with the mark; the decoder reads the mark, and then its other tokens.")
    fixture.value("mark", MARK)
    for side, rows in {"source": sources, "target": aims}.items():
        fixture.tensor(f"{side}.lengths", torch.tensor([len(row) for row in rows]))
        fixture.tensor(f"{side}.tokens", torch.cat(rows))
    fixture.tensors(translator.named())
    if weights:
        fixture.tensors({f"attention.{row}": own for row, own in enumerate(weights)})
    fixture.tensor("losses", losses)
    fixture.value("loss", losses.mean().item())
    fixture.tensors(translator.named(gradient=True), prefix="d.")
    return fixture


def fixtures():
    """All cases."""
    read = "tokens -> embed -> bilstm -> s = tanh(last step of each direction W + b);"
    write = "s, tokens -> embed -> lstm -> attention -> output -> cross-entropy."
    yield case(
        "seq2seq_general", f"{read} {write} Score: (h Q) . m.",
        attention={"score": "general", "heads": 1})
    yield case(
        "seq2seq_additive", f"{read} {write} Score: tanh(h Q + m K + k) . v.",
        attention={"score": "additive", "heads": 1})
    yield case(
        "seq2seq_heads", f"{read} {write} Score: (h Q) . m of each of two heads over 2.",
        attention={"score": "general", "heads": 2})
    yield case(
        "seq2seq_plain", f"{read} s, tokens -> embed -> lstm x2 -> output -> cross-entropy.",
        layers=2)
    yield case(
        "seq2seq_feeding",
        f"{read} s, [embed of tokens; attention of the step before] -> lstm x2 -> attention.",
        attention={"score": "general", "heads": 1}, layers=2, feeding=True)


def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    folder = Path(__file__).resolve().parent
    for fixture in fixtures():
        size = fixture.write(folder)
        print(f"{fixture.name}.fixture  {size} bytes")


if __name__ == "__main__":
    main()

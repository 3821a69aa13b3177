# SPDX-License-Identifier: Apache-2.0
"""Computes connectionist temporal classification with PyTorch: writes ctc.

Run it as make_fixtures.py; README.md says what the file holds.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True

import torch
from torch.nn import functional

from generator.fixture import Fixture, Random, leaf

SYMBOLS = 5
CASES = {
    # Steps of each row, its symbols, and how far apart scores are.
    "usual": ([9, 7, 5, 2], [[0, 3, 3, 1], [2, 4], [1, 1, 1], [4]], 1.0),
    "peaked": ([8, 8, 3], [[1, 2, 3, 4, 0], [3, 3], [0, 4]], 12.0),
    "long": ([120], [[0, 1, 2, 2, 3, 0, 0, 4, 1, 3, 2, 1]], 3.0),
}


def main():
    """Writes the file."""
    fixture = Fixture(
        "ctc",
        "Scores of rows, one row after the other, of five symbols and the blank, which is the last.",
        "Loss: the sum of losses, one a row, -ln of the probability of its symbols.")
    random = Random("ctc")
    for name, (steps, targets, scale) in CASES.items():
        rows = [leaf(random.normal(count, SYMBOLS + 1, scale=scale)) for count in steps]
        losses = [
            functional.ctc_loss(
                functional.log_softmax(row.double(), -1).unsqueeze(1),
                torch.tensor([own]), torch.tensor([len(row)]), torch.tensor([len(own)]),
                blank=SYMBOLS, reduction="sum")
            for row, own in zip(rows, targets)]
        sum(losses).backward()
        fixture.tensor(f"{name}.lengths", torch.tensor(steps))
        fixture.tensor(f"{name}.counts", torch.tensor([len(own) for own in targets]))
        fixture.tensor(f"{name}.targets", torch.tensor([one for own in targets for one in own]))
        fixture.tensor(f"{name}.scores", torch.cat(rows))
        fixture.tensor(f"{name}.losses", torch.stack(losses))
        fixture.tensor(f"{name}.d.scores", torch.cat([row.grad for row in rows]))
    fixture.write(Path(__file__).parent)


if __name__ == "__main__":
    main()

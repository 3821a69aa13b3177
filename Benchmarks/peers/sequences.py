# SPDX-License-Identifier: Apache-2.0
"""The numeric sequences and classes of `scripts/sequences.lstm`, cut and scaled as it does."""

from dataclasses import dataclass
from pathlib import Path

import numpy

from splits import stratified

Rows = tuple[numpy.ndarray, numpy.ndarray]
"""Numbers `[rows, steps, inputs]`, and the class of each row."""


@dataclass
class Work:
    """The rows, and how the script trains on them."""

    train: Rows
    valid: Rows
    test: Rows
    classes: int
    epochs: int = 10
    batch: int = 32
    hidden: int = 128
    rate: float = 3e-3
    clip: float = 5


def sequences(folder: Path) -> Work:
    """Rows of `sequences.npz`: 70 % train, 15 % validate, 15 % test. Every input is measured from
    its mean in its deviation, of the training rows."""
    with numpy.load(folder / "sequences.npz") as archive:
        x, y = archive["x"].astype("float64"), archive["y"].astype("int64")
    parts = stratified(y.tolist(), (70, 15, 15), seed=1)
    train = x[parts[0]]
    scaled = ((x - train.mean(axis=(0, 1))) / train.std(axis=(0, 1))).astype("float32")
    return Work(*((scaled[part], y[part]) for part in parts), classes=int(y.max()) + 1)

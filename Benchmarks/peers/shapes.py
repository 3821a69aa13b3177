# SPDX-License-Identifier: Apache-2.0
"""The table of shapes: the same rows that `bench table` measures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """A stack of LSTM layers and the batch that goes through it."""

    row: str
    layers: int
    hidden: int
    inputs: int
    batch: int
    steps: int
    directions: int = 1

    @property
    def features(self) -> int:
        """Features that a layer gives out: those of its directions side by side."""
        return self.hidden * self.directions

    def operations(self, training: bool) -> int:
        """Floating-point operations of a pass: the products only, 2 a multiply-add.

        Training is forward and backward; backward has two products for each of forward.
        """
        total = 0
        for layer in range(self.layers):
            inputs = self.inputs if layer == 0 else self.features
            gates = 4 * self.hidden
            products = 2 * self.batch * self.steps * gates * (inputs + self.hidden)
            total += self.directions * products
        return 3 * total if training else total


TABLE = [
    Shape("ptb-small", layers=2, hidden=200, inputs=200, batch=20, steps=20),
    Shape("ptb-medium", layers=2, hidden=650, inputs=650, batch=20, steps=35),
    Shape("keras64", layers=1, hidden=64, inputs=8, batch=32, steps=100),
    Shape("keras128", layers=1, hidden=128, inputs=10, batch=32, steps=100),
    Shape("tagger", layers=2, hidden=256, inputs=100, batch=32, steps=40, directions=2),
    Shape("char512", layers=2, hidden=512, inputs=128, batch=64, steps=64),
    Shape("wide", layers=1, hidden=1024, inputs=1024, batch=32, steps=32),
    Shape("single", layers=1, hidden=256, inputs=100, batch=1, steps=40),
]


def rows_named(names: str | None) -> list[Shape]:
    """The rows of a list such as `ptb-small,wide`; all of them for None."""
    if names is None:
        return TABLE
    by_name = {shape.row: shape for shape in TABLE}
    unknown = [name for name in names.split(",") if name not in by_name]
    if unknown:
        raise SystemExit(f"no row {', '.join(unknown)}; the table has {', '.join(by_name)}")
    return [by_name[name] for name in names.split(",")]

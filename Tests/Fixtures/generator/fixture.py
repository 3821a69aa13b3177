# SPDX-License-Identifier: Apache-2.0
"""The fixture file format, and the source of every random number in it."""

import math
import zlib

import torch


class Fixture:
    """One fixture file: named tensors and numbers, in the order in which they were added."""

    def __init__(self, name, *comments):
        """Starts the file `name`.fixture with one line for each comment."""
        self.name = name
        self._names = set()
        self._lines = ["# SPDX-License-Identifier: Apache-2.0"]
        self._lines += [f"# {comment}" for comment in comments]

    def tensor(self, name, tensor):
        """Adds a tensor: name and shape on one line, the values in row-major order on the next."""
        shape = " ".join(str(size) for size in tensor.shape)
        values = " ".join(_digits(value) for value in tensor.detach().flatten().tolist())
        self._add(name, f"tensor {name} {shape}", values)

    def tensors(self, named, prefix=""):
        """Adds each tensor of a dictionary, its name behind the prefix."""
        for name, tensor in named.items():
            self.tensor(prefix + name, tensor)

    def value(self, name, number):
        """Adds a single number."""
        self._add(name, f"value {name} {_digits(number)}")

    def write(self, folder):
        """Writes the file into the folder and returns its size in bytes."""
        text = "\n".join(self._lines) + "\n"
        (folder / f"{self.name}.fixture").write_text(text, encoding="ascii", newline="\n")
        return len(text)

    def _add(self, name, *lines):
        if name in self._names or not name or " " in name:
            raise ValueError(f"{self.name}: the name '{name}' is taken or malformed")
        self._names.add(name)
        self._lines += lines


class Random:
    """Random tensors that depend only on the name of the fixture and on the order of the calls."""

    def __init__(self, name):
        self._generator = torch.Generator().manual_seed(zlib.crc32(name.encode()))

    def normal(self, *shape, scale=1.0):
        """A float32 tensor of normal values with mean 0 and the standard deviation `scale`."""
        return torch.randn(*shape, generator=self._generator) * scale

    def uniform(self, *shape, limit):
        """A float32 tensor of values between -limit and limit."""
        return (torch.rand(*shape, generator=self._generator) * 2 - 1) * limit

    def integers(self, *shape, below):
        """An int64 tensor of values in 0..<below."""
        return torch.randint(below, shape, generator=self._generator)


def leaf(tensor):
    """A copy of the tensor for which backward computes a gradient."""
    return tensor.detach().clone().requires_grad_()


def _digits(value):
    # Nine significant digits bring every float32 back exactly.
    if not math.isfinite(value):
        raise ValueError(f"{value} has no place in a fixture")
    return f"{value:.9g}"

# SPDX-License-Identifier: Apache-2.0
"""Packed sequences: time-major blocks that hold only the rows alive at their step."""

import torch
from torch.nn.utils.rnn import PackedSequence


def alive(lengths):
    """For each step, how many rows are longer than it; the lengths must not rise."""
    if list(lengths) != sorted(lengths, reverse=True) or lengths[-1] < 1:
        raise ValueError(f"lengths must be positive and must not rise: {lengths}")
    return [sum(length > step for length in lengths) for step in range(lengths[0])]


def packed_sequence(data, lengths):
    """PyTorch's view of packed data [N, F]; the values are not moved."""
    return PackedSequence(data, torch.tensor(alive(lengths)))


def rows(data, lengths):
    """The steps of each row, in order: one tensor [length, F] for each."""
    counts = alive(lengths)
    starts = [sum(counts[:step]) for step in range(len(counts))]
    return [
        data[[starts[step] + row for step in range(length)]] for row, length in enumerate(lengths)
    ]


def packed(steps_of_rows):
    """The inverse of `rows`: steps of rows whose lengths do not rise, as time-major blocks."""
    longest = len(steps_of_rows[0])
    blocks = [[row[step] for row in steps_of_rows if step < len(row)] for step in range(longest)]
    return torch.stack([value for block in blocks for value in block])

# SPDX-License-Identifier: Apache-2.0
"""Writes `sequences.npz`: made-up readings of ten sensors, for `sequences.lstm`.

    python3 make_sequences.py FILE [ROWS]

A row is 100 steps of 10 numbers, and one of 4 states of a machine: the sensors swing with a period
and a delay from sensor to sensor that depend on the state, in noise of half the size. `x` is
`[rows, 100, 10]` in whole numbers from -127 to 127, `y` the state of each row.
"""

import sys

import numpy as np

STEPS, SENSORS, STATES = 100, 10, 4


def sequences(rows: int) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(7)
    state = np.arange(rows) % STATES
    period = np.where(state < 2, 16.0, 10.0)[:, None, None]
    delay = np.where(state % 2 == 0, 0.5, -0.5)[:, None, None]
    time = np.arange(STEPS)[None, :, None]
    phase = draw.uniform(0, 2 * np.pi, (rows, 1, 1))
    swing = np.sin(2 * np.pi * time / period + phase + delay * np.arange(SENSORS))
    noise = draw.normal(0, 0.5, (rows, STEPS, SENSORS))
    return np.clip(np.rint(8 * (swing + noise)), -127, 127).astype(np.int8), state


if __name__ == "__main__":
    x, y = sequences(int(sys.argv[2]) if len(sys.argv) > 2 else 200)
    np.savez_compressed(sys.argv[1], x=x, y=y.astype(np.uint8))

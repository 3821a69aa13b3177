# SPDX-License-Identifier: Apache-2.0
"""What every measured program shares: its options, its clock and its lines of JSON."""

import argparse
import json
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path


def options(description: str, seconds: float | None = None) -> argparse.ArgumentParser:
    """A parser with `--threads`, and with `--seconds` for a program that repeats a pass."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--threads", type=int, default=1, help="threads that compute")
    if seconds is not None:
        parser.add_argument(
            "--seconds", type=float, default=seconds, help="how long each pass is repeated")
    return parser


def training_options(description: str) -> argparse.ArgumentParser:
    """A parser for a program that trains as a script does."""
    parser = options(description)
    parser.add_argument("--epochs", type=int, help="in place of the script's own")
    parser.add_argument("--data", type=Path, required=True, help="the folder with the data sets")
    return parser


def median_seconds(work: Callable[[], object], seconds: float) -> float:
    """The median time of a call, over at least seven calls and at least `seconds`.

    A fifth of that time goes first to calls that do not count, so that caches, pools of threads
    and compilers are warm.
    """
    warm_until = time.perf_counter() + seconds / 5
    work()
    while time.perf_counter() < warm_until:
        work()
    times: list[float] = []
    end = time.perf_counter() + seconds
    while len(times) < 7 or time.perf_counter() < end:
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def peak_memory() -> int:
    """The most memory that this process has had resident, in bytes (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def emit(work: str, system: str, threads: int, **figures: object) -> None:
    """Prints a line of JSON."""
    line = {"work": work, "system": system, "threads": threads, **figures}
    print(json.dumps(line), flush=True)


def measure_training(
    work: str, system: str, threads: int, epochs: int, train: Callable[[], object],
    accuracy: Callable[[], float]
) -> None:
    """Trains, measures on the rows held out, and prints the line of the whole program."""
    start = time.perf_counter()
    train()
    work_seconds = time.perf_counter() - start
    emit(
        work, system, threads, epochs=epochs, work_seconds=work_seconds, accuracy=accuracy(),
        peak_memory=peak_memory())


def emit_pass(shape, training: bool, seconds: float, system: str, threads: int) -> None:
    """Prints the line of one row and pass of the table."""
    emit(
        "table", system, threads, row=shape.row, **{"pass": "training" if training else "forward"},
        seconds=seconds, gflops=shape.operations(training) / seconds / 1e9)


class LossTail:
    """The mean loss over the last quarter of the steps: whether both sides learnt alike."""

    def __init__(self, steps: int):
        self.first = steps - max(steps // 4, 1)
        self.losses: list[float] = []

    def add(self, step: int, loss: float) -> None:
        """Takes the loss of a step, counted from 0."""
        if step >= self.first:
            self.losses.append(loss)

    def mean(self) -> float | None:
        """The mean, or None before the last quarter."""
        return statistics.fmean(self.losses) if self.losses else None

# SPDX-License-Identifier: Apache-2.0
"""The windows of `scripts/m4-hourly.lstm`, cut and scaled as it does."""

import csv
import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy


@dataclass
class Work:
    """Windows `[windows, history]` and what comes after them `[windows, horizon]`, both as they are
    trained; and of the last window of each series what leads back to its units."""

    train: tuple[numpy.ndarray, numpy.ndarray]
    valid: tuple[numpy.ndarray, numpy.ndarray]
    truths: numpy.ndarray
    """`[series, horizon]`, in the units of the file."""
    centers: numpy.ndarray
    units: numpy.ndarray
    means: numpy.ndarray
    scales: numpy.ndarray
    """The mean absolute change from one day to the next on the steps that train."""
    history: int = 168
    horizon: int = 48
    segment: int = 24
    hidden: int = 128
    epochs: int = 12
    batch: int = 128
    rate: float = 2e-3
    levels: tuple[float, ...] = tuple(round(0.1 * level, 1) for level in range(1, 10))


def forecasts(path: Path, stride: int = 8, season: int = 24) -> Work:
    """The hourly series of M4: logarithms, measured in the deviation of each series, and of each
    window from its mean; the last 48 hours are held out."""
    series: dict[str, list[float]] = {}
    with gzip.open(path, "rt") as file:
        rows = csv.reader(file)
        next(rows)
        for name, _, value in rows:
            series.setdefault(name, []).append(float(value))
    history, horizon = Work.history, Work.horizon
    pasts, nexts, last, truths, centers, units, scales = [], [], [], [], [], [], []
    for values in series.values():
        numbers = numpy.array(values)
        logs = numpy.log(numbers)
        end = len(logs) - horizon
        center, unit = logs[:end].mean(), logs[:end].std() or 1.0
        scaled = ((logs - center) / unit).astype("float32")
        for origin in range(end - horizon, history - 1, -stride):
            pasts.append(scaled[origin - history:origin])
            nexts.append(scaled[origin:origin + horizon])
        last.append(scaled[end - history:end])
        truths.append(numbers[end:])
        centers.append(center)
        units.append(unit)
        scales.append(numpy.abs(numbers[season:end] - numbers[:end - season]).mean())
    past, following = numpy.stack(pasts), numpy.stack(nexts)
    mean = past.mean(axis=1, keepdims=True)
    valid = numpy.stack(last)
    means = valid.mean(axis=1, keepdims=True)
    aims = (numpy.log(numpy.stack(truths)) - numpy.array(centers)[:, None]) \
        / numpy.array(units)[:, None]
    return Work(
        (past - mean, following - mean), (valid - means, aims.astype("float32") - means),
        numpy.stack(truths), numpy.array(centers), numpy.array(units), means,
        numpy.array(scales))


def mase(work: Work, medians: numpy.ndarray) -> float:
    """The mean scaled error of medians `[series, horizon]` as they are trained."""
    logs = (medians + work.means) * work.units[:, None] + work.centers[:, None]
    errors = numpy.abs(numpy.exp(logs) - work.truths).mean(axis=1)
    return float((errors / work.scales).mean())

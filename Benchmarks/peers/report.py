# SPDX-License-Identifier: Apache-2.0
"""The medians of both sides, side by side."""

import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field

Lines = list[dict]
"""The lines of one side for one thing measured: one of each round."""


@dataclass
class Pair:
    """The same work on both sides."""

    name: str
    ours: Lines = field(default_factory=list)
    theirs: Lines = field(default_factory=list)

    def ratio(self, figure: str) -> float:
        """How many times as long the other side takes."""
        return median(self.theirs, figure) / median(self.ours, figure)


def median(lines: Lines, figure: str) -> float | None:
    """The median of a figure; None unless every line has it."""
    values = [line.get(figure) for line in lines]
    return statistics.median(values) if values and None not in values else None


def number(value: float | None, form: str, scale: float = 1) -> str:
    """A figure as text."""
    return "-" if value is None else format(value * scale, form)


def print_table(pairs: list[Pair]) -> None:
    """Rows of the table of shapes, in GFLOP/s."""
    rows = []
    for pair in pairs:
        ours, peak = median(pair.ours, "gflops"), median(pair.ours, "peak")
        share = ours / peak if ours and peak else None
        rows.append([
            pair.name, number(ours, ".1f"), number(median(pair.theirs, "gflops"), ".1f"),
            number(pair.ratio("seconds"), ".2f"), number(share, ".0%")])
    print_aligned(["row", "ours GFLOP/s", "theirs", "ratio", "of peak"], rows)
    for word in ("forward", "training"):
        print_summary([pair for pair in pairs if pair.name.endswith(word)], "seconds", word)


def print_latency(pairs: list[Pair]) -> None:
    """The time of one prediction."""
    print_aligned(["row", "ours µs", "theirs", "ratio"], [
        [pair.name, number(median(pair.ours, "seconds"), ".0f", 1e6),
         number(median(pair.theirs, "seconds"), ".0f", 1e6), number(pair.ratio("seconds"), ".2f")]
        for pair in pairs])


def print_programs(pairs: list[Pair]) -> None:
    """Whole programs from start to exit; and without their start, where both sides time that."""
    rows = []
    for pair in pairs:
        for figure, part in (("wall_seconds", ""), ("work_seconds", ", without start")):
            ours, theirs = median(pair.ours, figure), median(pair.theirs, figure)
            if ours is None or theirs is None:
                continue
            row = [pair.name + part, number(ours, ".2f"), number(theirs, ".2f"),
                   number(pair.ratio(figure), ".2f")]
            row += both(pair, "tokens", ".0f", per=figure)
            if not part:
                row += both(pair, "peak_memory", ".0f", scale=1e-6)
                row += both(pair, "loss", ".3f") + both(pair, "accuracy", ".3f")
            rows.append(row)
    print_aligned(
        ["work", "ours s", "theirs", "ratio", "ours tokens/s", "theirs", "ours MB", "theirs",
         "ours loss", "theirs", "ours accuracy", "theirs"], rows)
    print_summary(pairs, "wall_seconds", "whole programs")


def print_translations(pairs: list[Pair]) -> None:
    """What the parts of a translation take; what was learnt stands beside the whole."""
    rows = []
    for pair in pairs:
        for figure, part in (
            ("epoch_seconds", "an epoch"), ("translate_seconds", "translating"),
            ("wall_seconds", "whole program"),
        ):
            row = [f"{pair.name}, {part}", number(median(pair.ours, figure), ".2f"),
                   number(median(pair.theirs, figure), ".2f"), number(pair.ratio(figure), ".2f")]
            if figure == "wall_seconds":
                row += both(pair, "peak_memory", ".0f", scale=1e-6)
                row += both(pair, "loss", ".3f") + both(pair, "accuracy", ".2f")
            rows.append(row)
    print_aligned(
        ["part", "ours s", "theirs", "ratio", "ours MB", "theirs", "ours loss", "theirs",
         "ours BLEU", "theirs"], rows)


def both(
    pair: Pair, figure: str, form: str, scale: float = 1, per: str | None = None
) -> list[str]:
    """A figure of both sides, or the quotient of two."""
    cells = []
    for lines in (pair.ours, pair.theirs):
        value = median(lines, figure)
        if per is not None and value is not None:
            value /= median(lines, per)
        cells.append(number(value, form, scale))
    return cells


def print_summary(pairs: list[Pair], figure: str, what: str) -> None:
    """The geometric mean of the ratios and the smallest one."""
    if not pairs:
        return
    ratios = {pair.name: pair.ratio(figure) for pair in pairs}
    worst = min(ratios, key=ratios.get)
    print(f"{what}: geometric mean {statistics.geometric_mean(ratios.values()):.2f}, "
          f"smallest {ratios[worst]:.2f} ({worst})")


def print_aligned(heads: list[str], rows: Iterable[list[str]]) -> None:
    """Columns that say something, the first to the left and the others to the right."""
    full = [[*row, *["-"] * (len(heads) - len(row))] for row in rows]
    table = [heads, *full]
    columns = [
        column for column in zip(*table, strict=True) if any(cell != "-" for cell in column[1:])]
    widths = [max(map(len, column)) for column in columns]
    for row in zip(*columns, strict=True):
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        print("  ".join(cells).rstrip())

# SPDX-License-Identifier: Apache-2.0
"""Our side's random split by class, from the same random numbers: a seed gives the same rows."""

from collections.abc import Iterator, Sequence

WORD = 0xFFFF_FFFF
ROTATIONS = ((10, 26), (11, 21), (13, 27), (23, 5), (6, 20), (17, 11), (25, 10), (18, 20))

# Of the keys of our random numbers: what these are drawn for, and the name `stream 0`, hashed.
PURPOSE, NAME = 5, b"stream 0"


def stratified(
    classes: Sequence[int], percentages: Sequence[int], seed: int
) -> list[list[int]]:
    """The rows of each part, in the order of the file; `classes` has the class of each row.

    The rows must divide into parts of these percentages without a remainder.
    """
    members: list[list[int]] = [[] for _ in range(max(classes) + 1)]
    for row in shuffled(len(classes), seed):
        members[classes[row]].append(row)
    parts: list[list[int]] = [[] for _ in percentages]
    for rows, counts in zip(members, shares([*map(len, members)], percentages), strict=True):
        rest = iter(rows)
        for part, count in zip(parts, counts, strict=True):
            part += [next(rest) for _ in range(count)]
    return [sorted(part) for part in parts]


def shares(classes: Sequence[int], percentages: Sequence[int]) -> list[list[int]]:
    """How many rows of each class go to each part.

    Shares are rounded down; what is left of a class goes to the parts that have room, those with
    the largest remainder first.
    """
    quotas = [[size * percentage / 100 for percentage in percentages] for size in classes]
    counts = [[int(quota) for quota in line] for line in quotas]
    sizes = [sum(classes) * percentage // 100 for percentage in percentages]
    room = [size - sum(column) for size, column in zip(sizes, zip(*counts), strict=True)]
    for size, quota, count in zip(classes, quotas, counts, strict=True):
        for _ in range(size - sum(count)):
            part = max(
                (part for part in range(len(room)) if room[part]),
                key=lambda part: quota[part] - count[part])
            count[part] += 1
            room[part] -= 1
    return counts


def shuffled(count: int, seed: int) -> list[int]:
    """The numbers below `count` in random order (Fisher-Yates)."""
    order, numbers = list(range(count)), words(seed)
    for last in range(count - 1, 0, -1):
        other = next(numbers) * (last + 1) >> 32
        order[last], order[other] = order[other], order[last]
    return order


def words(seed: int) -> Iterator[int]:
    """The random words of a seed; the name is hashed by FNV-1a."""
    name = 0x811C_9DC5
    for byte in NAME:
        name = (name ^ byte) * 0x0100_0193 & WORD
    block = 0
    while True:
        yield from threefry((seed & WORD, seed >> 32, PURPOSE, name), (block, 0, 0, 1))
        block += 1


def threefry(key: tuple[int, ...], counter: tuple[int, ...]) -> list[int]:
    """Four random words by Threefry-4x32-20 (Salmon and others, SC 2011)."""
    keys = [*key, 0x1BD1_1BDA ^ key[0] ^ key[1] ^ key[2] ^ key[3]]
    x = [value + added & WORD for value, added in zip(counter, key, strict=True)]
    for turn in range(20):
        partners = (3, 1) if turn % 2 else (1, 3)
        for at, other, by in zip((0, 2), partners, ROTATIONS[turn % 8], strict=True):
            x[at] = x[at] + x[other] & WORD
            x[other] = (x[other] << by & WORD | x[other] >> 32 - by) ^ x[at]
        if turn % 4 == 3:
            added = turn // 4 + 1
            x = [value + keys[(added + at) % 5] & WORD for at, value in enumerate(x)]
            x[3] = x[3] + added & WORD
    return x

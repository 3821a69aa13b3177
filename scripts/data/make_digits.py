# SPDX-License-Identifier: Apache-2.0
"""Writes `digits.csv`: lines of digits, and the same copied, turned round and sorted, for `reverse.lstm`.

    python3 make_digits.py FILE

Lines of 2 to 9 digits train and choose the weights; those of 10 to 18, which are twice as long, measure.
"""

import random
import sys

PARTS = [("train", 8000, 2, 9), ("valid", 300, 2, 9), ("test", 200, 10, 18)]


def write(path: str) -> None:
    draw = random.Random(7)
    seen = set()
    with open(path, "w") as file:
        file.write("digits,copied,reversed,sorted,part\n")
        for part, count, shortest, longest in PARTS:
            while count > 0:
                digits = tuple(draw.choice("0123456789") for _ in range(draw.randint(shortest, longest)))
                if len(digits) > 3 and digits in seen:
                    continue
                seen.add(digits)
                cells = [digits, digits, digits[::-1], sorted(digits)]
                file.write(",".join(" ".join(cell) for cell in cells) + f",{part}\n")
                count -= 1


if __name__ == "__main__":
    write(sys.argv[1])

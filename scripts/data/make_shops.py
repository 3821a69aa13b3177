# SPDX-License-Identifier: Apache-2.0
"""Writes `shops.csv`: made-up sales of three ice-cream shops, for docs/forecasting.md.

    python3 make_shops.py FILE [DAYS]

A row is a day of a shop: how many were sold, whether there was a market in its street, and how warm it was.
Sales go with the day of the week, the warmth and the market; each shop has a size of its own. A few days of
one shop were not counted.
"""

import datetime
import math
import random
import sys

SHOPS = {"harbour": 220, "park": 90, "station": 140}
WEEK = [0.8, 0.75, 0.8, 0.9, 1.1, 1.5, 1.4]


def rows(days: int):
    draw = random.Random(5)
    first = datetime.date(2023, 1, 1)
    warmth = 0.0
    for number in range(days):
        day = first + datetime.timedelta(days=number)
        warmth = 0.8 * warmth + draw.gauss(0, 1.6)
        degrees = 12 - 9 * math.cos(2 * math.pi * (number - 15) / 365.25) + warmth
        for shop, size in SHOPS.items():
            market = 1 if (number + len(shop)) % 11 == 0 else 0
            mean = size * WEEK[day.weekday()] * math.exp(0.035 * (degrees - 12)) * (1 + 0.5 * market)
            sold = max(0, round(mean * math.exp(draw.gauss(0, 0.07))))
            missing = shop == "park" and 150 <= number < 154
            yield f"{day},{shop},{'' if missing else sold},{market},{degrees:.1f}"


if __name__ == "__main__":
    with open(sys.argv[1], "w") as file:
        file.write("day,shop,sold,market,degrees\n")
        for row in rows(int(sys.argv[2]) if len(sys.argv) > 2 else 420):
            file.write(row + "\n")

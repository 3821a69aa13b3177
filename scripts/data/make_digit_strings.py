#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Joins recordings of single digits to strings of three to six, with gaps between them.

    make_digit_strings.py RECORDINGS FOLDER [--apart] [--train 2000] [--valid 300]

RECORDINGS holds files DIGIT_SPEAKER_TAKE.wav, all of one rate, mono, 16 bits, as those of the Free Spoken
Digit Dataset. FOLDER gets a file for each string and a table strings.csv: file, digits, speaker, part. No
recording stands in strings of both parts: takes from 41 on are those of the validation strings. With
--apart the last speaker by name speaks all validation strings, and no other. The same recordings give the
same bytes.
"""

import argparse
import csv
import os
import random
import re
import wave


def read(path):
    """The rate and the samples of a recording, as bytes."""
    with wave.open(path) as file:
        if file.getnchannels() != 1 or file.getsampwidth() != 2:
            raise SystemExit(f"{path} is not mono with 16 bits")
        return file.getframerate(), file.readframes(file.getnframes())


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("recordings")
    arguments.add_argument("folder")
    arguments.add_argument("--apart", action="store_true")
    arguments.add_argument("--train", type=int, default=2000)
    arguments.add_argument("--valid", type=int, default=300)
    given = arguments.parse_args()

    clips = []
    for name in sorted(os.listdir(given.recordings)):
        match = re.fullmatch(r"(\d)_([a-z]+)_(\d+)\.wav", name)
        if match:
            clips.append((match[1], match[2], int(match[3]), os.path.join(given.recordings, name)))
    speakers = sorted({speaker for _, speaker, _, _ in clips})
    kept = {}
    for digit, speaker, take, path in clips:
        if given.apart:
            part = "valid" if speaker == speakers[-1] else "train"
        else:
            part = "valid" if take > 40 else "train"
        kept.setdefault(part, {}).setdefault(speaker, {}).setdefault(digit, []).append(path)

    os.makedirs(given.folder, exist_ok=True)
    draw = random.Random(1)
    with open(os.path.join(given.folder, "strings.csv"), "w", newline="") as table:
        rows = csv.writer(table, lineterminator="\n")
        rows.writerow(["file", "digits", "speaker", "part"])
        for part, count in (("train", given.train), ("valid", given.valid)):
            for number in range(count):
                speaker = draw.choice(sorted(kept[part]))
                digits = [draw.choice("0123456789") for _ in range(draw.randint(3, 6))]
                sound, rate = b"", 0
                for place, digit in enumerate(digits):
                    rate, samples = read(draw.choice(kept[part][speaker][digit]))
                    gap = draw.randint(0, rate * 3 // 10) if place else 0
                    sound += bytes(2 * gap) + samples
                name = f"{part}_{number:05}.wav"
                with wave.open(os.path.join(given.folder, name), "wb") as file:
                    file.setnchannels(1)
                    file.setsampwidth(2)
                    file.setframerate(rate)
                    file.writeframes(sound)
                rows.writerow([name, "".join(digits), speaker, part])


main()

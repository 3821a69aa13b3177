# SPDX-License-Identifier: Apache-2.0
"""Writes `tones`: short sounds of four kinds by six voices, three takes each, as small WAV files.

    python3 make_tones.py FOLDER

A file is called KIND_VOICE_TAKE.wav: `flat` is a steady tone, `up` and `down` glide by a fifth and more,
`pulse` comes and goes. A voice has a pitch, overtones and a loudness of its own; a take differs in all
of these by a little, in its length, and in its noise. 8,000 samples a second of 8 bits: 72 files in less than
180 kB. Python alone is needed.
"""

import math
import pathlib
import random
import sys
import wave

RATE = 8000
KINDS = ["flat", "up", "down", "pulse"]
# Pitch in Hz, and how strong the overtones are.
VOICES = {
    "ada": (220, [1, 0.5, 0.25, 0.12]),
    "ben": (130, [1, 0.8, 0.6, 0.4, 0.2]),
    "cid": (165, [1, 0.1, 0.5, 0.05, 0.25]),
    "dot": (330, [1, 0.3, 0.1]),
    "eve": (262, [0.6, 1, 0.3, 0.2]),
    "fay": (196, [1, 0.7, 0.1, 0.4, 0.1]),
}
TAKES = 3


def sound(kind: str, voice: str, draw: random.Random) -> bytes:
    pitch, overtones = VOICES[voice]
    pitch *= draw.uniform(0.94, 1.06)
    count = int(RATE * draw.uniform(0.22, 0.30))
    glide = draw.uniform(1.5, 1.9)
    loudness = draw.uniform(0.35, 0.8)
    noise = draw.uniform(0.002, 0.02)
    beats = draw.uniform(14, 18)
    values = bytearray()
    phase = 0.0
    for index in range(count):
        share = index / count
        factor = {"up": glide**share, "down": glide ** (1 - share)}.get(kind, 1.2)
        phase += 2 * math.pi * pitch * factor / RATE
        value = sum(level * math.sin((n + 1) * phase) for n, level in enumerate(overtones))
        value *= loudness / sum(overtones) * min(1, 12 * share, 12 * (1 - share))
        if kind == "pulse":
            value *= 0.5 - 0.5 * math.cos(2 * math.pi * beats * index / RATE)
        value += draw.gauss(0, noise)
        values.append(min(255, max(0, round(128 + 127 * value))))
    return bytes(values)


def main(folder: pathlib.Path) -> None:
    folder.mkdir(exist_ok=True)
    for kind in KINDS:
        for voice in VOICES:
            for take in range(TAKES):
                name = f"{kind}_{voice}_{take}"
                with wave.open(str(folder / f"{name}.wav"), "wb") as file:
                    file.setnchannels(1)
                    file.setsampwidth(1)
                    file.setframerate(RATE)
                    file.writeframes(sound(kind, voice, random.Random(name)))


main(pathlib.Path(sys.argv[1]))

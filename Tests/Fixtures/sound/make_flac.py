# SPDX-License-Identifier: Apache-2.0
"""Writes small FLAC files beside itself, through libsndfile and libFLAC.

    pip install numpy soundfile
    python make_flac.py

The samples are those of `../make_sound.py` at 8,000 Hz. `stereo16` has half of them on the right, from
sample 1,400 on minus that; `stereo24` has 77 / 256 more on the right; `noise` is a linear congruence.
"""

import pathlib

import numpy
import soundfile

RATE = 8000


def noise(count):
    state, values = 1, []
    for _ in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append(state >> 16)
    return numpy.array(values, dtype=numpy.uint16).view(numpy.int16)


def signal():
    t = numpy.arange(int(0.35 * RATE)) / RATE
    turn = 2 * numpy.pi
    y = 0.4 * numpy.sin(turn * (100 * t + 0.35 * RATE * t * t))
    y += 0.2 * numpy.sin(turn * 440 * t) + 0.02 * (noise(len(t)) / 32768)
    return numpy.round(y * 32767).astype(numpy.int32)


def write(name, samples, subtype, level=0.6):
    path = pathlib.Path(__file__).parent / f"{name}.flac"
    soundfile.write(path, samples, RATE, subtype=subtype, compression_level=level)


x = signal()
half = x >> 1
right = numpy.where(numpy.arange(len(x)) < 1400, half, -half)
write("mono16", x.astype(numpy.int16), "PCM_16")
write("stereo16", numpy.stack([x, right], axis=1).astype(numpy.int16), "PCM_16", 0.9)
write("stereo24", numpy.stack([x << 16, (x << 16) + (77 << 8)], axis=1), "PCM_24", 0.3)
write("mono8", ((x >> 8) << 8).astype(numpy.int16), "PCM_S8", 0.0)
write("silence", numpy.zeros(len(x), dtype=numpy.int16), "PCM_16")
write("noise", noise(len(x)), "PCM_16")

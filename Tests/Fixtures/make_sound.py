# SPDX-License-Identifier: Apache-2.0
"""Writes `sound_8000.fixture` and `sound_16000.fixture`: features of one signal as other libraries make them.

    pip install numpy librosa kaldi-native-fbank python-speech-features torch torchaudio
    python make_sound.py

The signal is a chirp with a tone and some noise, which `SoundFixtureTests` makes by the same formula: at t
seconds it is 0.4 sin(2 pi (100 t + 0.35 rate t^2)) + 0.2 sin(2 pi 440 t) + 0.02 n, rounded to 16 bits, where n
are the numbers of a linear congruence. Without noise the quietest filters would hold what single precision
loses. torchaudio computes in double precision: its cosines in single precision are off by 1e-4.
"""

import pathlib

import kaldi_native_fbank
import librosa
import numpy
import python_speech_features
import torch
import torchaudio

SECONDS = 0.35
torch.set_default_dtype(torch.float64)


class Fixture:
    """The format of the other fixtures, with seven digits: features are held to 1e-4 of their size."""

    def __init__(self, *comments):
        self.lines = ["# SPDX-License-Identifier: Apache-2.0"] + [f"# {line}" for line in comments]

    def add(self, name, rows):
        """Adds features, [frames, width]."""
        rows = numpy.asarray(rows)
        self.lines.append(f"tensor {name} {rows.shape[0]} {rows.shape[1]}")
        self.lines.append(" ".join(f"{value:.7g}" for value in rows.flatten()))


def noise(count):
    """Numbers of 16 bits from -1 to 1."""
    state, values = 1, []
    for _ in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append(state >> 16)
    return numpy.array(values, dtype=numpy.uint16).view(numpy.int16) / 32768


def signal(rate):
    """The signal as whole numbers of 16 bits."""
    t = numpy.arange(int(SECONDS * rate)) / rate
    turn = 2 * numpy.pi
    y = 0.4 * numpy.sin(turn * (100 * t + 0.35 * rate * t * t))
    y += 0.2 * numpy.sin(turn * 440 * t) + 0.02 * noise(len(t))
    return numpy.round(y * 32767).astype(numpy.int16)


def by_librosa(fixture, samples, rate):
    y = (samples / 32768).astype(numpy.float32)
    mel = librosa.feature.melspectrogram(y=y, sr=rate)
    fixture.add("librosa.logmel", librosa.power_to_db(mel).T)
    mfcc = librosa.feature.mfcc(y=y, sr=rate)
    # Slopes look at nine frames, more than so short a clip has by default.
    short = librosa.feature.mfcc(y=y, sr=rate, hop_length=128)
    slopes = [librosa.feature.delta(short, order=order) for order in (1, 2)]
    fixture.add("librosa.mfcc", mfcc.T)
    fixture.add("librosa.deltas", numpy.concatenate([short, *slopes]).T[:, [0, 7, 20, 27, 40, 47]])


def by_htk(fixture, samples, rate):
    size = 512
    fixture.add("htk.logmel", python_speech_features.logfbank(samples, rate, nfft=size))
    mfcc = python_speech_features.mfcc(samples, rate, nfft=size)
    slope = python_speech_features.delta(mfcc, 2)
    second = python_speech_features.delta(slope, 2)
    fixture.add("htk.mfcc", mfcc)
    fixture.add("htk.deltas", numpy.concatenate([slope, second], axis=1)[:, [0, 5, 13, 18]])


def by_kaldi(fixture, samples, rate):
    def rows(options, kind):
        options.frame_opts.samp_freq = rate
        options.frame_opts.dither = 0
        computer = kind(options)
        computer.accept_waveform(rate, samples.astype(numpy.float32).tolist())
        computer.input_finished()
        return [computer.get_frame(frame) for frame in range(computer.num_frames_ready)]

    fbank = kaldi_native_fbank.FbankOptions()
    fbank.mel_opts.num_bins = 23
    fixture.add("kaldi.logmel", rows(fbank, kaldi_native_fbank.OnlineFbank))
    mfcc = kaldi_native_fbank.MfccOptions()
    mfcc.mel_opts.num_bins = 23
    fixture.add("kaldi.mfcc", rows(mfcc, kaldi_native_fbank.OnlineMfcc))


def by_torchaudio(fixture, samples, rate):
    y = torch.from_numpy(samples / 32768)
    decibel = torchaudio.transforms.AmplitudeToDB("power", 80)
    mel = torchaudio.transforms.MelSpectrogram(rate)
    fixture.add("torchaudio.logmel", decibel(mel(y)).T)
    mfcc = torchaudio.transforms.MFCC(rate)(y)
    slope = torchaudio.functional.compute_deltas(mfcc)
    second = torchaudio.functional.compute_deltas(slope)
    fixture.add("torchaudio.mfcc", mfcc.T)
    fixture.add("torchaudio.deltas", torch.cat([slope, second]).T[:, [0, 5, 40, 45]])


def main():
    folder = pathlib.Path(__file__).parent
    for rate in (8000, 16000):
        samples = signal(rate)
        fixture = Fixture(
            f"Features of the signal of make_sound.py at {rate} Hz, [frames, width].",
            f"librosa {librosa.__version__}, python_speech_features 0.6,"
            f" kaldi-native-fbank {kaldi_native_fbank.__version__},"
            f" torchaudio {torchaudio.__version__.split('+')[0]}",
            "librosa.deltas: columns 0 and 7 of mfcc (hop 128), of its slope, of the second one;",
            "htk.deltas and torchaudio.deltas: columns 0 and 5 of the slope and the second one.")
        for make in (by_librosa, by_htk, by_kaldi, by_torchaudio):
            make(fixture, samples, rate)
        text = "\n".join(fixture.lines) + "\n"
        (folder / f"sound_{rate}.fixture").write_text(text, encoding="ascii")


main()

# SPDX-License-Identifier: Apache-2.0
"""The script `digit-strings.lstm` in PyTorch, as a whole program: log-mel features, two bidirectional layers, and
temporal classification by `torch.nn.functional.ctc_loss`, whose time is measured apart.

Packed rows count their lengths, as our side does; padded ones run through oneDNN, over the padding too. Clips are
not made faster or louder; stretches are hidden as ours are.
"""

import csv
import math
import time
import wave
from pathlib import Path

import torch
from torch import nn
from torch.nn.functional import ctc_loss, log_softmax
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

from measure import emit, peak_memory, training_options
from pytorch_common import SYSTEM, initialize, use_threads

MODES = ["packed", "padded"]
HIDDEN, BATCH, EPOCHS, RATE, CLIP, STACK, BANDS = 96, 16, 20, 2e-3, 5, 2, 40
BLANK = 0


def filters(rate: int, size: int) -> torch.Tensor:
    """Triangles along the mel scale of HTK, `[BANDS, size / 2 + 1]`."""
    mel = lambda hertz: 2595 * math.log10(1 + hertz / 700)  # noqa: E731
    edges = torch.linspace(mel(0), mel(rate / 2), BANDS + 2, dtype=torch.float64)
    edges = 700 * (10 ** (edges / 2595) - 1)
    bins = torch.linspace(0, rate / 2, size // 2 + 1, dtype=torch.float64)
    rise = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    fall = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    return torch.minimum(rise, fall).clamp(min=0).float()


def features(path: Path) -> torch.Tensor:
    """The frames of a recording, `[T, STACK * BANDS]`."""
    with wave.open(str(path)) as file:
        rate = file.getframerate()
        samples = torch.frombuffer(bytearray(file.readframes(file.getnframes())), dtype=torch.int16)
    window, hop = rate * 25 // 1000, rate * 10 // 1000
    size = 1 << (window - 1).bit_length()
    spectrum = torch.stft(
        samples / 32768, size, hop, window, torch.hann_window(window), return_complex=True)
    frames = (filters(rate, size) @ spectrum.abs().square()).clamp(min=1e-10).log().T
    frames = frames[:len(frames) // STACK * STACK]
    return frames.reshape(-1, STACK * BANDS)


def read(folder: Path) -> dict[str, list[tuple[torch.Tensor, torch.Tensor]]]:
    """The recordings of each part, with their digits, by which the blank is 0."""
    parts: dict[str, list[tuple[torch.Tensor, torch.Tensor]]] = {"train": [], "valid": []}
    with open(folder / "strings.csv") as table:
        for row in csv.DictReader(table):
            digits = torch.tensor([int(digit) + 1 for digit in row["digits"]])
            parts[row["part"]].append((features(folder / row["file"]), digits))
    frames = torch.cat([x for x, _ in parts["train"]])
    mean, deviation = frames.mean(0), frames.std(0)
    return {name: [((x - mean) / deviation, y) for x, y in rows] for name, rows in parts.items()}


def hidden_parts(frames: torch.Tensor) -> torch.Tensor:
    """The frames with up to two stretches of time and of bands hidden, each anew."""
    frames = frames.clone()
    for _ in range(2):
        most = min(10 // STACK, len(frames) // 10)
        length = int(torch.randint(most + 1, ()))
        start = int(torch.randint(len(frames) - length + 1, ()))
        frames[start:start + length] = 0
        length = int(torch.randint(6, ()))
        start = int(torch.randint(BANDS - length + 1, ()))
        frames.view(len(frames), STACK, BANDS)[:, :, start:start + length] = 0
    return frames


class Reader(nn.Module):
    """Two bidirectional layers and a score for each symbol at each step."""

    def __init__(self, packed: bool):
        super().__init__()
        self.packed = packed
        self.first = nn.LSTM(STACK * BANDS, HIDDEN, batch_first=True, bidirectional=True)
        self.second = nn.LSTM(2 * HIDDEN, HIDDEN, batch_first=True, bidirectional=True)
        self.dropout = nn.Dropout(0.3)
        self.head = nn.Linear(2 * HIDDEN, 11)
        initialize(self)

    def recur(self, layer: nn.LSTM, x: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """The states of a layer."""
        if self.packed:
            x = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
            return pad_packed_sequence(layer(x)[0], batch_first=True)[0]
        return layer(x)[0]

    def forward(self, x: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """The scores `[B, T, 11]` of frames `[B, T, I]`."""
        x = self.dropout(self.recur(self.first, x, lengths))
        return self.head(self.dropout(self.recur(self.second, x, lengths)))


class Learner:
    """Trains a reader, and adds up the time of the loss."""

    def __init__(self, packed: bool, steps: int):
        self.model = Reader(packed)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=RATE, fused=True)
        self.schedule = torch.optim.lr_scheduler.CosineAnnealingLR(self.optimizer, steps)
        self.loss_seconds = 0.0

    def train_epoch(self, rows: list) -> None:
        """Goes through the training rows once, in a new order."""
        self.model.train()
        for chunk in torch.randperm(len(rows)).split(BATCH):
            own = [rows[index] for index in chunk]
            x = [hidden_parts(frames) for frames, _ in own]
            lengths = torch.tensor([len(frames) for frames in x])
            self.optimizer.zero_grad(set_to_none=True)
            scores = self.model(pad_sequence(x, batch_first=True), lengths)
            scores.backward(self.gradient(scores, [digits for _, digits in own], lengths))
            nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
            self.optimizer.step()
            self.schedule.step()

    def gradient(
        self, scores: torch.Tensor, digits: list[torch.Tensor], lengths: torch.Tensor
    ) -> torch.Tensor:
        """The gradient of the loss by the scores, with the softmax in it, as our loss has it."""
        start = time.perf_counter()
        scores = scores.detach().requires_grad_()
        loss = ctc_loss(
            log_softmax(scores, 2).transpose(0, 1), torch.cat(digits), lengths,
            torch.tensor([len(own) for own in digits]), BLANK, zero_infinity=True)
        loss.backward()
        self.loss_seconds += time.perf_counter() - start
        return scores.grad

    @torch.inference_mode()
    def error(self, rows: list) -> float:
        """The share of digits that are wrong, by the best symbol of each step."""
        self.model.eval()
        wrong = count = 0
        for first in range(0, len(rows), 64):
            own = rows[first:first + 64]
            lengths = torch.tensor([len(frames) for frames, _ in own])
            x = pad_sequence([frames for frames, _ in own], batch_first=True)
            for best, length, (_, digits) in zip(self.model(x, lengths).argmax(2), lengths, own):
                read = torch.unique_consecutive(best[:length]).tolist()
                wrong += distance([symbol for symbol in read if symbol != BLANK], digits.tolist())
                count += len(digits)
        return wrong / count


def distance(read: list[int], right: list[int]) -> int:
    """How many symbols are to be put in, left out or changed."""
    row = list(range(len(right) + 1))
    for number, symbol in enumerate(read, 1):
        before, row[0] = row[0], number
        for place, other in enumerate(right, 1):
            before, row[place] = row[place], min(
                row[place] + 1, row[place - 1] + 1, before + (symbol != other))
    return row[-1]


def main() -> None:
    parser = training_options(__doc__)
    parser.add_argument("--mode", choices=MODES, default="packed")
    arguments = parser.parse_args()
    use_threads(arguments.threads)
    torch.manual_seed(1)
    parts = read(arguments.data / "digit_strings")
    epochs = arguments.epochs or EPOCHS
    learner = Learner(arguments.mode == "packed", epochs * math.ceil(len(parts["train"]) / BATCH))
    start, errors = time.perf_counter(), []
    for _ in range(epochs):
        learner.train_epoch(parts["train"])
        errors.append(learner.error(parts["valid"]))
    emit(
        "digits", SYSTEM, arguments.threads, epochs=epochs,
        work_seconds=time.perf_counter() - start, ctc_seconds=learner.loss_seconds,
        accuracy=min(errors), peak_memory=peak_memory())


if __name__ == "__main__":
    main()

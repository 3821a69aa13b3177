# SPDX-License-Identifier: Apache-2.0
"""The scripts `trec.lstm` and `reviews-zh.lstm` in PyTorch, as whole programs."""

import copy
import random
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pad_sequence

from measure import emit, options, peak_memory
from pytorch_common import SYSTEM, SentenceClassifier, use_threads
from texts import PADDING, WORKS, Row, Work, evaluation_batches, training_batches

# Padded to the longest row of a batch; the same with batches of similar lengths; packed.
MODES = ["padded", "bucketed", "packed"]


def tensors(rows: list[Row]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Tokens `[B, T]`, padded to the longest of the batch, lengths and classes."""
    tokens = pad_sequence(
        [torch.tensor(text) for text, _ in rows], batch_first=True, padding_value=PADDING)
    lengths = torch.tensor([len(text) for text, _ in rows])
    return tokens, lengths, torch.tensor([label for _, label in rows])


class Trainer:
    """Trains a classifier on a work and keeps the weights of its best epoch."""

    def __init__(self, work: Work, mode: str):
        self.work = work
        self.packed = mode == "packed"
        self.bucketed = mode == "bucketed"
        self.model = SentenceClassifier(
            work.vocabulary, work.embedding, work.hidden, work.classes, work.dropout)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=work.rate, fused=True)

    def train_epoch(self, shuffle: random.Random) -> None:
        """Goes through the training rows once."""
        self.model.train()
        work = self.work
        for rows in training_batches(work.train, work.batch, shuffle, self.bucketed):
            tokens, lengths, labels = tensors(rows)
            self.optimizer.zero_grad(set_to_none=True)
            cross_entropy(self.model(tokens, lengths, self.packed), labels).backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), work.clip)
            self.optimizer.step()

    @torch.inference_mode()
    def accuracy(self, split: list[Row]) -> float:
        """The share of rows that are classified right."""
        self.model.eval()
        right = 0
        for rows in evaluation_batches(split):
            tokens, lengths, labels = tensors(rows)
            predicted = self.model(tokens, lengths, self.packed).argmax(dim=1)
            right += int((predicted == labels).sum())
        return right / len(split)

    def run(self, epochs: int) -> None:
        """Trains; where there are rows to validate on, the best epoch's weights are put back."""
        shuffle = random.Random(1)
        best, kept = -1.0, None
        for _ in range(epochs):
            self.train_epoch(shuffle)
            if self.work.valid and (accuracy := self.accuracy(self.work.valid)) > best:
                best, kept = accuracy, copy.deepcopy(self.model.state_dict())
        if kept:
            self.model.load_state_dict(kept)


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("work", choices=WORKS)
    parser.add_argument("--mode", choices=MODES, default="padded")
    parser.add_argument("--epochs", type=int, help="in place of the script's own")
    parser.add_argument("--data", type=Path, required=True, help="the folder with the data sets")
    arguments = parser.parse_args()
    use_threads(arguments.threads)
    torch.manual_seed(1)
    work = WORKS[arguments.work](arguments.data)
    trainer = Trainer(work, arguments.mode)
    epochs = arguments.epochs or work.epochs
    start = time.perf_counter()
    trainer.run(epochs)
    work_seconds = time.perf_counter() - start
    emit(
        arguments.work, f"{SYSTEM}, {arguments.mode}", arguments.threads, epochs=epochs,
        work_seconds=work_seconds, accuracy=trainer.accuracy(work.test),
        peak_memory=peak_memory())


if __name__ == "__main__":
    main()

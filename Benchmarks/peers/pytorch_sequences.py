# SPDX-License-Identifier: Apache-2.0
"""The script `sequences.lstm` in PyTorch, as a whole program."""

from collections.abc import Iterator

import torch
from torch import nn

from measure import measure_training, training_options
from pytorch_common import SYSTEM, Batch, Trainer, initialize, use_threads
from sequences import Rows, Work, sequences


class SequenceClassifier(nn.Module):
    """An LSTM, its last state and a head."""

    def __init__(self, inputs: int, hidden: int, classes: int):
        super().__init__()
        self.recur = nn.LSTM(inputs, hidden, batch_first=True)
        self.head = nn.Linear(hidden, classes)
        initialize(self)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The scores `[B, classes]` of numbers `[B, T, I]`."""
        _, (states, _) = self.recur(x)
        return self.head(states[0])


def batches(rows: Rows, size: int, shuffle: bool = False) -> Iterator[Batch]:
    """The rows in batches, on request in a new order."""
    x, y = map(torch.from_numpy, rows)
    order = torch.randperm(len(y)) if shuffle else torch.arange(len(y))
    for chunk in order.split(size):
        yield (x[chunk],), y[chunk]


def trainer(work: Work) -> Trainer:
    """The model of the script, to be trained."""
    model = SequenceClassifier(work.train[0].shape[2], work.hidden, work.classes)
    return Trainer(model, work.rate, work.clip)


def main() -> None:
    arguments = training_options(__doc__).parse_args()
    use_threads(arguments.threads)
    torch.manual_seed(1)
    work = sequences(arguments.data)
    learner, epochs = trainer(work), arguments.epochs or work.epochs
    measure_training(
        "sequences", SYSTEM, arguments.threads, epochs,
        train=lambda: learner.run(
            epochs, lambda: batches(work.train, work.batch, shuffle=True),
            lambda: batches(work.valid, 256)),
        accuracy=lambda: learner.accuracy(batches(work.test, 256)))


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""The scripts `trec.lstm` and `reviews-zh.lstm` in PyTorch, as whole programs."""

import random
from collections.abc import Iterator

import torch
from torch.nn.utils.rnn import pad_sequence

from measure import measure_training, training_options
from pytorch_common import SYSTEM, Batch, SentenceClassifier, Trainer, use_threads
from texts import PADDING, WORKS, Row, Work, evaluation_batches, training_batches

# Padded to the longest row of a batch; the same with batches of similar lengths; packed.
MODES = ["padded", "bucketed", "packed"]


def tensors(batches: list[list[Row]], packed: bool) -> Iterator[Batch]:
    """Tokens `[B, T]`, padded to the longest of the batch, lengths and classes of each batch."""
    for rows in batches:
        tokens = pad_sequence(
            [torch.tensor(text) for text, _ in rows], batch_first=True, padding_value=PADDING)
        lengths = torch.tensor([len(text) for text, _ in rows])
        yield (tokens, lengths, packed), torch.tensor([label for _, label in rows])


def train(trainer: Trainer, work: Work, mode: str, epochs: int) -> None:
    """Trains as the script does."""
    shuffle = random.Random(1)
    packed, bucketed = mode == "packed", mode == "bucketed"
    trainer.run(
        epochs,
        lambda: tensors(training_batches(work.train, work.batch, shuffle, bucketed), packed),
        (lambda: tensors(evaluation_batches(work.valid), packed)) if work.valid else None)


def main() -> None:
    parser = training_options(__doc__)
    parser.add_argument("work", choices=WORKS)
    parser.add_argument("--mode", choices=MODES, default="padded")
    arguments = parser.parse_args()
    use_threads(arguments.threads)
    torch.manual_seed(1)
    work = WORKS[arguments.work](arguments.data)
    trainer = Trainer(
        SentenceClassifier(
            work.vocabulary, work.embedding, work.hidden, work.classes, work.dropout),
        work.rate, work.clip)
    epochs = arguments.epochs or work.epochs
    measure_training(
        arguments.work, f"{SYSTEM}, {arguments.mode}", arguments.threads, epochs,
        train=lambda: train(trainer, work, arguments.mode, epochs),
        accuracy=lambda: trainer.accuracy(
            tensors(evaluation_batches(work.test), arguments.mode == "packed")))


if __name__ == "__main__":
    main()

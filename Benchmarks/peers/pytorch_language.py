# SPDX-License-Identifier: Apache-2.0
"""Language models in PyTorch: words of the Penn Treebank, characters of Tiny Shakespeare."""

import argparse
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn.functional import cross_entropy

from measure import LossTail, emit, options, peak_memory
from pytorch_common import SYSTEM, initialize, use_threads
from streams import RECIPES, STREAMS, Recipe, Stream

State = tuple[torch.Tensor, torch.Tensor]


class LanguageModel(nn.Module):
    """An embedding, a stack of LSTM layers and a head over the vocabulary; time-major."""

    def __init__(self, vocabulary: int, hidden: int, recipe: Recipe):
        super().__init__()
        embedding = recipe.embedding or hidden
        self.embed = nn.Embedding(vocabulary, embedding)
        self.recur = nn.LSTM(embedding, hidden, recipe.layers)
        self.head = nn.Linear(hidden, vocabulary)
        if recipe.uniform is None:
            initialize(self)
        else:
            for value in self.parameters():
                nn.init.uniform_(value, -recipe.uniform, recipe.uniform)

    def forward(self, tokens: torch.Tensor, state: State | None) -> tuple[torch.Tensor, State]:
        """The scores of the next tokens, `[T·B, vocabulary]`, and the state that is left."""
        y, state = self.recur(self.embed(tokens), state)
        return self.head(y.flatten(0, 1)), state


def train(model: LanguageModel, stream: Stream, recipe: Recipe, sizes: argparse.Namespace) -> dict:
    """Trains for some steps, an epoch if they are not given, and says what came of it.

    The stream is cut into one column for each row of a batch; the state goes on from batch to
    batch, and begins anew with the columns.
    """
    length = len(stream.tokens) // sizes.batch
    columns = torch.tensor(stream.tokens[:length * sizes.batch]).view(sizes.batch, length)
    columns = columns.t().contiguous()
    windows = (length - 1) // sizes.bptt
    steps = sizes.steps or windows
    make = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[recipe.optimizer]
    optimizer = make(model.parameters(), lr=recipe.rate, fused=True)
    tail = LossTail(steps)
    state = None
    start = time.perf_counter()
    for step in range(steps):
        at = step % windows * sizes.bptt
        state = None if at == 0 else tuple(part.detach() for part in state)
        optimizer.zero_grad(set_to_none=True)
        scores, state = model(columns[at:at + sizes.bptt], state)
        loss = cross_entropy(scores, columns[at + 1:at + 1 + sizes.bptt].flatten())
        (loss * sizes.bptt if recipe.summed else loss).backward()
        nn.utils.clip_grad_norm_(model.parameters(), recipe.clip)
        optimizer.step()
        tail.add(step, loss.item())
    return {
        "tokens": steps * sizes.batch * sizes.bptt, "loss": tail.mean(),
        "work_seconds": time.perf_counter() - start}


@torch.inference_mode()
def sample(model: LanguageModel, count: int) -> dict:
    """Draws tokens one after another, each from the probabilities after those before it."""
    token, state = torch.zeros(1, 1, dtype=torch.long), None
    start = time.perf_counter()
    for _ in range(count):
        scores, state = model(token, state)
        token = torch.multinomial(scores.softmax(dim=1), 1)
    return {"tokens": count, "work_seconds": time.perf_counter() - start}


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("work", choices=STREAMS)
    parser.add_argument("--hidden", type=int, default=200)
    parser.add_argument("--batch", type=int, default=20)
    parser.add_argument("--bptt", type=int, default=20, help="steps of a batch")
    parser.add_argument("--steps", type=int, help="batches to train for; an epoch if left out")
    parser.add_argument("--sample", type=int, help="draw so many tokens instead of training")
    parser.add_argument("--data", type=Path, required=True, help="the folder with the data sets")
    arguments = parser.parse_args()
    use_threads(arguments.threads)
    torch.manual_seed(1)
    stream, recipe = STREAMS[arguments.work](arguments.data), RECIPES[arguments.work]
    model = LanguageModel(stream.vocabulary, arguments.hidden, recipe)
    if arguments.sample:
        work, figures = f"{arguments.work}-sample", sample(model, arguments.sample)
    else:
        work, figures = arguments.work, train(model, stream, recipe, arguments)
    emit(
        work, SYSTEM, arguments.threads, hidden=arguments.hidden, **figures,
        peak_memory=peak_memory())


if __name__ == "__main__":
    main()

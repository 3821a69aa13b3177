# SPDX-License-Identifier: Apache-2.0
"""The script `m4-hourly.lstm` in PyTorch, as a whole program; without its dropout of the state, which
PyTorch's LSTM does not have."""

from collections.abc import Iterator

import numpy
import torch
from torch import nn
from torch.nn.functional import softplus

from forecasts import Work, forecasts, mase
from measure import measure_training, training_options
from pytorch_common import SYSTEM, initialize, use_threads


class Forecaster(nn.Module):
    """Days as steps, an LSTM, its last state, and quantiles that never cross."""

    def __init__(self, work: Work):
        super().__init__()
        self.segment, self.levels = work.segment, len(work.levels)
        self.recur = nn.LSTM(work.segment, work.hidden, batch_first=True)
        self.head = nn.Linear(work.hidden, work.horizon * self.levels)
        initialize(self)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The quantiles `[B, horizon, levels]` of windows `[B, history]`."""
        _, (states, _) = self.recur(x.view(len(x), -1, self.segment))
        scores = self.head(states[0]).view(len(x), -1, self.levels)
        middle = self.levels // 2
        center = scores[..., middle:middle + 1]
        above = center + softplus(scores[..., middle + 1:]).cumsum(-1)
        below = center - softplus(scores[..., :middle]).flip(-1).cumsum(-1).flip(-1)
        return torch.cat([below, center, above], dim=-1)


class Learner:
    """Trains it, and keeps the weights of the best epoch."""

    def __init__(self, work: Work):
        self.work, self.model = work, Forecaster(work)
        self.levels = torch.tensor(work.levels)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=work.rate, fused=True)

    def loss(self, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        """The mean pinball loss, twice."""
        errors = y[..., None] - self.model(x)
        return 2 * torch.maximum(self.levels * errors, (self.levels - 1) * errors).mean()

    def batches(self) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
        """The training windows in a new order."""
        x, y = map(torch.from_numpy, self.work.train)
        for chunk in torch.randperm(len(x)).split(self.work.batch):
            yield x[chunk], y[chunk]

    def run(self, epochs: int) -> None:
        """Trains, and measures the held-out windows after each epoch."""
        best, kept = numpy.inf, None
        held_out = tuple(map(torch.from_numpy, self.work.valid))
        for _ in range(epochs):
            self.model.train()
            for x, y in self.batches():
                self.optimizer.zero_grad(set_to_none=True)
                self.loss(x, y).backward()
                nn.utils.clip_grad_norm_(self.model.parameters(), 5)
                self.optimizer.step()
            self.model.eval()
            with torch.inference_mode():
                loss = float(self.loss(*held_out))
            if loss < best:
                best = loss
                kept = {name: value.clone() for name, value in self.model.state_dict().items()}
        if kept:
            self.model.load_state_dict(kept)

    @torch.inference_mode()
    def mase(self) -> float:
        """The scaled error of the medians on the held-out windows."""
        found = self.model(torch.from_numpy(self.work.valid[0]))
        return mase(self.work, found[..., found.shape[-1] // 2].numpy())


def main() -> None:
    arguments = training_options(__doc__).parse_args()
    use_threads(arguments.threads)
    torch.manual_seed(1)
    learner = Learner(forecasts(arguments.data / "m4/hourly_train.csv.gz"))
    epochs = arguments.epochs or learner.work.epochs
    measure_training(
        "m4", SYSTEM, arguments.threads, epochs, train=lambda: learner.run(epochs),
        accuracy=learner.mase)


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""PyTorch made ready: its threads, its name, the initial weights that our side uses, and how
classifiers are trained."""

import copy
from collections.abc import Callable, Iterable

import torch
from torch import nn
from torch.nn.functional import cross_entropy

Batch = tuple[tuple, torch.Tensor]
"""What a classifier is called with, and the classes of the rows."""

SYSTEM = f"PyTorch {torch.__version__.split('+')[0]}"


def use_threads(count: int) -> None:
    """Gives every pool so many threads: OpenMP (PyTorch's own loops, oneDNN) and MKL; calls in
    parallel, which these programs never make, get one."""
    torch.set_num_threads(count)
    torch.set_num_interop_threads(1)


def initialize(model: nn.Module) -> None:
    """Glorot uniform for inputs, orthogonal for the recurrence, forget bias 1, small embeddings.

    PyTorch adds two biases; the second stays zero.
    """
    for module in model.modules():
        match module:
            case nn.Embedding():
                nn.init.uniform_(module.weight, -0.05, 0.05)
            case nn.Linear():
                nn.init.xavier_uniform_(module.weight)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
            case nn.LSTM():
                for name, value in module.named_parameters():
                    initialize_gates(name, value)


@torch.no_grad()
def initialize_gates(name: str, value: torch.Tensor) -> None:
    """Fills one parameter of an LSTM, each of its four gates by itself."""
    if name.startswith("bias"):
        value.zero_()
        if name.startswith("bias_ih"):
            value.chunk(4)[1].fill_(1)
        return
    for gate in value.chunk(4):
        if name.startswith("weight_hh"):
            nn.init.orthogonal_(gate)
        else:
            nn.init.xavier_uniform_(gate)


class SentenceClassifier(nn.Module):
    """An embedding, a bidirectional LSTM, its last states, a dropout and a head.

    Padding is token 0, at the end of a row. Without lengths, rows are taken as full.
    """

    def __init__(
        self, vocabulary: int, embedding: int, hidden: int, classes: int, dropout: float = 0
    ):
        super().__init__()
        self.embed = nn.Embedding(vocabulary, embedding, padding_idx=0)
        self.recur = nn.LSTM(embedding, hidden, bidirectional=True, batch_first=True)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(2 * hidden, classes)
        initialize(self)

    def forward(
        self, tokens: torch.Tensor, lengths: torch.Tensor | None = None, packed: bool = False
    ) -> torch.Tensor:
        """The scores `[B, classes]` of tokens `[B, T]`.

        Packed, each direction starts and ends at a row's own last step. Padded, the forward state
        is taken at the row's last step, but the backward direction runs over the padding first.
        """
        x = self.embed(tokens)
        if packed:
            x = nn.utils.rnn.pack_padded_sequence(
                x, lengths, batch_first=True, enforce_sorted=False)
        y, (states, _) = self.recur(x)
        if packed or lengths is None:
            last = torch.cat([states[0], states[1]], dim=1)
        else:
            hidden = self.recur.hidden_size
            rows = torch.arange(len(tokens))
            last = torch.cat([y[rows, lengths - 1, :hidden], y[:, 0, hidden:]], dim=1)
        return self.head(self.dropout(last))


class Trainer:
    """Trains a classifier and keeps the weights of its best epoch."""

    def __init__(self, model: nn.Module, rate: float, clip: float):
        self.model = model
        self.clip = clip
        self.optimizer = torch.optim.Adam(model.parameters(), lr=rate, fused=True)

    def train_epoch(self, batches: Iterable[Batch]) -> None:
        """Goes through the training rows once."""
        self.model.train()
        for inputs, labels in batches:
            self.optimizer.zero_grad(set_to_none=True)
            cross_entropy(self.model(*inputs), labels).backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), self.clip)
            self.optimizer.step()

    @torch.inference_mode()
    def accuracy(self, batches: Iterable[Batch]) -> float:
        """The share of rows that are classified right."""
        self.model.eval()
        right = rows = 0
        for inputs, labels in batches:
            right += int((self.model(*inputs).argmax(dim=1) == labels).sum())
            rows += len(labels)
        return right / rows

    def run(
        self, epochs: int, train: Callable[[], Iterable[Batch]],
        valid: Callable[[], Iterable[Batch]] | None
    ) -> None:
        """Trains; where there are rows to validate on, the best epoch's weights are put back."""
        best, kept = -1.0, None
        for _ in range(epochs):
            self.train_epoch(train())
            if valid and (accuracy := self.accuracy(valid())) > best:
                best, kept = accuracy, copy.deepcopy(self.model.state_dict())
        if kept:
            self.model.load_state_dict(kept)

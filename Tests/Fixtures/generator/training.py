# SPDX-License-Identifier: Apache-2.0
"""Ten training steps of a whole classifier of token sequences."""

import torch
from torch import nn, optim
from torch.nn import functional

from . import recurrent
from .fixture import Fixture, Random
from .packed import packed_sequence, rows

VOCABULARY = 12
EMBEDDING = 4
HIDDEN = 3
CLASSES = 3
STEPS = 10
LEARNING_RATE = 0.01
# Small enough that it does not matter that SparseAdam adds it before the correction of sqrt(v).
EPSILON = 1e-12
MAX_NORM = 5
BATCHES = [[5, 3, 3, 1], [4, 4, 2]]


def fixtures():
    """The one training case."""
    yield classifier()


def classifier():
    """Embedding, bilstm, last step, dense output; clipped gradients, two batches in turn; Adam, and
    SparseAdam for the embedding."""
    fixture = Fixture(
        "training",
        "tokens -> embed -> bilstm -> each direction's own last step -> output -> cross-entropy.",
        "Step s trains on batch s % 2; losses[s] and norms[s] are from before its update; norms",
        "are those of the whole gradient before it is clipped. NAME is the parameter before the",
        "first step, trained.NAME the one after the last.")
    random = Random(fixture.name)
    network = Classifier(random)
    fixture.value("learning_rate", LEARNING_RATE)
    fixture.value("epsilon", EPSILON)
    fixture.value("max_norm", MAX_NORM)
    batches = [_batch(random, lengths) for lengths in BATCHES]
    for number, batch in enumerate(batches):
        fixture.tensors(batch, prefix=f"batch{number}.")
    fixture.tensors(network.named())

    losses, norms = [], []
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    dense = [parameter for parameter in trained if parameter is not network.embed]
    optimizers = [
        optim.Adam(dense, lr=LEARNING_RATE, eps=EPSILON, foreach=False),
        optim.SparseAdam([network.embed], lr=LEARNING_RATE, eps=EPSILON),
    ]
    for step in range(STEPS):
        batch = batches[step % len(batches)]
        network.zero_grad()
        loss = functional.cross_entropy(network(batch), batch["targets"])
        loss.backward()
        norms.append(nn.utils.clip_grad_norm_(trained, MAX_NORM, foreach=False))
        losses.append(loss.detach())
        network.embed.grad = _rows(network.embed.grad, batch["tokens"].unique())
        for optimizer in optimizers:
            optimizer.step()
    if not min(norms) < MAX_NORM < max(norms):
        raise ValueError("some steps must be clipped, and some not")
    fixture.tensors({"losses": torch.stack(losses), "norms": torch.stack(norms)})
    fixture.tensors(network.named(), prefix="trained.")
    return fixture


class Classifier(nn.Module):
    """A bidirectional LSTM over embedded tokens; its last outputs decide the class."""

    def __init__(self, random):
        super().__init__()
        self.embed = nn.Parameter(random.normal(VOCABULARY, EMBEDDING))
        self.bilstm = nn.LSTM(EMBEDDING, HIDDEN, bidirectional=True)
        recurrent.initialize(self.bilstm, random)
        self.bilstm.bias_hh_l0.requires_grad_(False)
        self.bilstm.bias_hh_l0_reverse.requires_grad_(False)
        self.weight = nn.Parameter(random.normal(2 * HIDDEN, CLASSES, scale=8))
        self.bias = nn.Parameter(random.normal(CLASSES))

    def forward(self, batch):
        """The logits [B, K] of a batch."""
        lengths = batch["lengths"].tolist()
        embedded = packed_sequence(self.embed[batch["tokens"]], lengths)
        outputs = rows(self.bilstm(embedded)[0].data, lengths)
        last = [torch.cat([steps[-1, :HIDDEN], steps[0, HIDDEN:]]) for steps in outputs]
        return torch.stack(last) @ self.weight + self.bias

    def named(self):
        """The parameters under our names and in our layout."""
        layers = {
            "embed.weight": self.embed,
            "output.weight": self.weight,
            "output.bias": self.bias,
        }
        inner = recurrent.parameters(self.bilstm)
        return layers | {f"bilstm.{name}": tensor for name, tensor in inner.items()}


def _rows(tensor, indices):
    """Some rows of a tensor, as a sparse tensor of the same shape."""
    return torch.sparse_coo_tensor(
        indices[None], tensor[indices], tensor.shape, check_invariants=True)


def _batch(random, lengths):
    return {
        "lengths": torch.tensor(lengths),
        "tokens": random.integers(sum(lengths), below=VOCABULARY),
        "targets": random.integers(len(lengths), below=CLASSES),
    }

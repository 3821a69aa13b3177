# SPDX-License-Identifier: Apache-2.0
"""Cross-entropy over classes and over yes-or-no logits, at usual and at extreme logits."""

import torch
from torch.nn import functional

from .fixture import Fixture, Random, leaf


def fixtures():
    """All losses."""
    yield cross_entropy()
    yield binary_cross_entropy()
    yield label_cross_entropy()


def cross_entropy():
    """Softmax cross-entropy, the mean over the rows."""
    fixture = Fixture(
        "cross_entropy", "loss: the mean over the rows of -log softmax(logits)[target].")
    random = Random(fixture.name)
    cases = {
        "usual": (random.normal(5, 4), torch.tensor([2, 0, 3, 3, 1])),
        "large": (
            torch.tensor([
                [80, -80, 0, 79], [-80, -80, -80, -80], [80, 80, 80, 80], [-80, 80, 0.5, -0.5],
                [0, 0, 0, 80],
            ]),
            torch.tensor([0, 1, 2, 0, 3]),
        ),
    }
    for name, (logits, targets) in cases.items():
        _add_loss(fixture, name, logits, targets, functional.cross_entropy)
    return fixture


def binary_cross_entropy():
    """Cross-entropy of a sigmoid, the mean over the rows."""
    fixture = Fixture(
        "binary_cross_entropy",
        "loss: the mean over the rows of -log sigmoid(logit) at target 1, of",
        "-log (1 - sigmoid(logit)) at target 0.")
    random = Random(fixture.name)
    cases = {
        "usual": (random.normal(6, 1, scale=2), [1, 0, 0, 1, 1, 0]),
        "large": (torch.tensor([[80.0], [80], [-80], [-80], [0], [0]]), [1, 0, 1, 0, 1, 0]),
    }
    for name, (logits, targets) in cases.items():
        column = torch.tensor(targets, dtype=torch.float32).unsqueeze(1)
        _add_loss(fixture, name, logits, column, functional.binary_cross_entropy_with_logits)
    return fixture


def label_cross_entropy():
    """Cross-entropy of a sigmoid for each of several labels, the mean over rows and labels."""
    fixture = Fixture(
        "label_cross_entropy",
        "loss: the mean over the rows and labels of -log sigmoid(logit) at target 1, of",
        "-log (1 - sigmoid(logit)) at target 0.")
    random = Random(fixture.name)
    cases = {
        "usual": (random.normal(5, 4, scale=2), random.integers(5, 4, below=2)),
        "large": (
            torch.tensor([[80.0, -80, 0], [80, -80, 0]]), torch.tensor([[1, 0, 1], [0, 1, 0]])),
    }
    for name, (logits, targets) in cases.items():
        _add_loss(
            fixture, name, logits, targets.float(), functional.binary_cross_entropy_with_logits)
    return fixture


def _add_loss(fixture, name, logits, targets, function):
    trained = leaf(logits)
    loss = function(trained, targets)
    loss.backward()
    fixture.tensors({"logits": logits, "targets": targets}, prefix=f"{name}.")
    fixture.value(f"{name}.loss", loss.item())
    fixture.tensor(f"{name}.d.logits", trained.grad)

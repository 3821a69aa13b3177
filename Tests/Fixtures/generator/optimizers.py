# SPDX-License-Identifier: Apache-2.0
"""Ten steps of each optimizer on given gradients, dense and of a table, and the two ways to clip."""

import torch
from torch import nn, optim

from .fixture import Fixture, Random, leaf

SIZE = 37
STEPS = 10

# PyTorch's keyword for each setting, where it differs from our name.
KEYWORDS = {"learning_rate": "lr", "epsilon": "eps", "decay": "alpha"}

OPTIMIZERS = {
    "sgd": (optim.SGD, {"learning_rate": 0.1}),
    "sgd_momentum": (optim.SGD, {"learning_rate": 0.1, "momentum": 0.9}),
    "sgd_nesterov": (optim.SGD, {"learning_rate": 0.1, "momentum": 0.9, "nesterov": True}),
    "adam": (optim.Adam, {"learning_rate": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}),
    "adamw": (
        optim.AdamW,
        {
            "learning_rate": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8,
            "weight_decay": 0.01,
        },
    ),
    "rmsprop": (optim.RMSprop, {"learning_rate": 0.01, "decay": 0.99, "epsilon": 1e-8}),
    "rmsprop_momentum": (
        optim.RMSprop,
        {"learning_rate": 0.01, "decay": 0.99, "epsilon": 1e-8, "momentum": 0.9},
    ),
    "adagrad": (optim.Adagrad, {"learning_rate": 0.01, "epsilon": 1e-10}),
}

ROWS = 7
COLUMNS = 11

# Those that take gradients of some rows of a table alone.
TABLE_OPTIMIZERS = {
    "sgd": OPTIMIZERS["sgd"],
    "adam": (optim.SparseAdam, OPTIMIZERS["adam"][1]),
    "adagrad": OPTIMIZERS["adagrad"],
}


def fixtures():
    """All optimizers in one file, those of a table in another, all kinds of clipping in a third."""
    yield steps()
    yield table_steps()
    yield clip()


def steps():
    """The parameters after each step of each optimizer."""
    fixture = Fixture(
        "optimizers",
        "Step s of each optimizer O applies gradients[s]; O.parameters[s] is the vector after it.",
        "Gradients: column 0 is always zero, column 1 zero in the first four steps; the others",
        "differ in size between columns by up to a million times.")
    random = Random(fixture.name)
    start = random.normal(SIZE)
    gradients = random.normal(STEPS, SIZE) * torch.logspace(-4, 2, SIZE)
    gradients[:, 0] = 0
    gradients[:4, 1] = 0
    fixture.tensors({"start": start, "gradients": gradients})

    for name, (optimizer_type, settings) in OPTIMIZERS.items():
        vector = leaf(start)
        optimizer = optimizer_type([vector], foreach=False, **_keywords(settings))
        history = []
        for gradient in gradients:
            vector.grad = gradient.clone()
            optimizer.step()
            history.append(vector.detach().clone())
        for setting, number in settings.items():
            fixture.value(f"{name}.{setting}", number)
        fixture.tensor(f"{name}.parameters", torch.stack(history))
    return fixture


def table_steps():
    """A table after each step of each optimizer that updates single rows."""
    fixture = Fixture(
        "tables",
        "Step s of each optimizer O applies gradients[s] to the rows[s] of the table alone;",
        "O.parameters[s] is the table after it. Row 0 occurs in the first step only, row 1 never.")
    random = Random(fixture.name)
    start = random.normal(ROWS, COLUMNS)
    rows = torch.tensor([[0, 3]] + [[2 + s % 5, 2 + (s + 2) % 5] for s in range(1, STEPS)])
    gradients = random.normal(STEPS, 2, COLUMNS)
    fixture.tensors({"start": start, "rows": rows, "gradients": gradients})

    for name, (optimizer_type, settings) in TABLE_OPTIMIZERS.items():
        table = leaf(start)
        keywords = {} if optimizer_type is optim.SparseAdam else {"foreach": False}
        optimizer = optimizer_type([table], **keywords, **_keywords(settings))
        history = []
        for indices, gradient in zip(rows, gradients):
            table.grad = torch.sparse_coo_tensor(
                indices[None], gradient, start.shape, check_invariants=True)
            optimizer.step()
            history.append(table.detach().clone())
        for setting, number in settings.items():
            fixture.value(f"{name}.{setting}", number)
        fixture.tensor(f"{name}.parameters", torch.stack(history))
    return fixture


def clip():
    """A gradient above and one below the limit of its norm, and one limited value by value."""
    fixture = Fixture(
        "clip",
        "C.clipped = C.gradient * min(1, C.max_norm / (C.norm + epsilon)) for C in above, below;",
        "value.clipped: each value brought into -value.limit ... value.limit.")
    random = Random(fixture.name)
    fixture.value("epsilon", 1e-6)
    for name, max_norm in {"above": 5, "below": 50}.items():
        vector = torch.zeros(SIZE, requires_grad=True)
        vector.grad = random.normal(SIZE, scale=3)
        fixture.tensor(f"{name}.gradient", vector.grad)
        norm = nn.utils.clip_grad_norm_([vector], max_norm, foreach=False)
        fixture.value(f"{name}.max_norm", max_norm)
        fixture.value(f"{name}.norm", norm.item())
        fixture.tensor(f"{name}.clipped", vector.grad)

    vector = torch.zeros(SIZE, requires_grad=True)
    vector.grad = random.normal(SIZE)
    fixture.tensor("value.gradient", vector.grad)
    nn.utils.clip_grad_value_([vector], 0.5, foreach=False)
    fixture.value("value.limit", 0.5)
    fixture.tensor("value.clipped", vector.grad)
    return fixture


def _keywords(settings):
    renamed = {KEYWORDS.get(key, key): number for key, number in settings.items()}
    if "beta1" in renamed:
        renamed["betas"] = (renamed.pop("beta1"), renamed.pop("beta2"))
    return renamed

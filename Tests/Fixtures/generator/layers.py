# SPDX-License-Identifier: Apache-2.0
"""Dense layers with each activation, attention pooling, and the other ways to pool a sequence."""

import torch
from torch.nn import functional

from .fixture import Fixture, Random, leaf
from .packed import packed, rows

ACTIVATIONS = {
    "linear": lambda z: z * 1,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "sigmoid": torch.sigmoid,
    "gelu": lambda z: functional.gelu(z, approximate="tanh"),
    "elu": functional.elu,
    "leaky_relu": lambda z: functional.leaky_relu(z, negative_slope=0.01),
    "softplus": functional.softplus,
    "silu": functional.silu,
}
POINTS = [-80, -20, -10, -5, -2, -1, -0.5, -0.1, -1e-3, 0, 1e-3, 0.1, 0.5, 1, 2, 5, 10, 20, 80]


def fixtures():
    """All cases without a recurrence."""
    yield activations()
    yield attend()
    yield pooling()


def activations():
    """A dense layer under every activation, and each activation alone over a wide range."""
    fixture = Fixture(
        "activations",
        "A.y = A(x weight + bias) for each activation A; loss: sum(A.y * dy).",
        "A.at_points = A(points), A.slope = its derivative there.")
    random = Random(fixture.name)
    inputs = {
        "x": random.normal(5, 4),
        "weight": random.uniform(4, 6, limit=0.9),
        "bias": random.uniform(6, limit=0.5),
    }
    dy = random.normal(5, 6)
    points = torch.tensor(POINTS, dtype=torch.float32)
    fixture.value("leaky_relu.negative_slope", 0.01)
    fixture.value("elu.alpha", 1)
    fixture.tensors(inputs | {"dy": dy, "points": points})

    for name, activation in ACTIVATIONS.items():
        x, weight, bias = leaves = [leaf(tensor) for tensor in inputs.values()]
        y = activation(x @ weight + bias)
        (y * dy).sum().backward()
        z = leaf(points)
        at_points = activation(z)
        at_points.sum().backward()
        fixture.tensor(f"{name}.y", y)
        fixture.tensors({key: one.grad for key, one in zip(inputs, leaves)}, prefix=f"{name}.d.")
        fixture.tensors({"at_points": at_points, "slope": z.grad}, prefix=f"{name}.")
    return fixture


def attend():
    """Attention pooling: a softmax over the steps of each row weighs their sum."""
    fixture = Fixture(
        "attend",
        "u = tanh(x weight + bias), score = u . vector, softmax over the steps of each row;",
        "y = sum of attention * x over them. Loss: sum(y * dy).")
    random = Random(fixture.name)
    lengths = [6, 4, 4, 2, 1]
    inputs = {
        "x": leaf(random.normal(sum(lengths), 5)),
        "weight": leaf(random.uniform(5, 3, limit=0.9)),
        "bias": leaf(random.uniform(3, limit=0.5)),
        "vector": leaf(random.uniform(3, limit=1.5)),
    }
    scores = torch.tanh(inputs["x"] @ inputs["weight"] + inputs["bias"]) @ inputs["vector"]
    attention = [torch.softmax(row, dim=0) for row in rows(scores, lengths)]
    y = torch.stack([a @ steps for a, steps in zip(attention, rows(inputs["x"], lengths))])
    dy = random.normal(*y.shape)
    (y * dy).sum().backward()

    fixture.tensor("lengths", torch.tensor(lengths))
    fixture.tensors(inputs)
    fixture.tensors({"attention": packed(attention), "y": y, "dy": dy})
    fixture.tensors({name: tensor.grad for name, tensor in inputs.items()}, prefix="d.")
    return fixture


def pooling():
    """Mean, maximum, last step, each direction's own last step, and both ends."""
    fixture = Fixture(
        "pooling",
        "P.y = P(x) for each pooling P; loss: sum(P.y * P.dy).",
        "last_bidirectional reads x as [forward | reverse]; ends is [first step | last step].")
    random = Random(fixture.name)
    lengths = [5, 5, 3, 1]
    features = 6
    half = features // 2
    poolings = {
        "mean": lambda steps: steps.mean(dim=0),
        "max": lambda steps: steps.max(dim=0).values,
        "last": lambda steps: steps[-1],
        "last_bidirectional": lambda steps: torch.cat([steps[-1, :half], steps[0, half:]]),
        "ends": lambda steps: torch.cat([steps[0], steps[-1]]),
    }
    data = random.normal(sum(lengths), features)
    fixture.tensor("lengths", torch.tensor(lengths))
    fixture.tensor("x", data)
    for name, pool in poolings.items():
        x = leaf(data)
        y = torch.stack([pool(steps) for steps in rows(x, lengths)])
        dy = random.normal(*y.shape)
        (y * dy).sum().backward()
        fixture.tensors({"y": y, "dy": dy, "d.x": x.grad}, prefix=f"{name}.")
    return fixture

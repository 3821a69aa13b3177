# SPDX-License-Identifier: Apache-2.0
"""LSTM and GRU layers: one and two directions, one and two layers, from zero and a given state; and
an LSTM with peepholes, which PyTorch does not have: written out step by step."""

import torch
from torch import nn

from .fixture import Fixture, Random, leaf
from .packed import packed, packed_sequence, rows

INPUT = 5
HIDDEN = 4
LENGTHS = [5, 3, 3, 1]


def fixtures():
    """All recurrent cases."""
    yield sequence_case("lstm", nn.LSTM(INPUT, HIDDEN))
    yield sequence_case("lstm_bidirectional", nn.LSTM(INPUT, HIDDEN, bidirectional=True))
    yield sequence_case("lstm_two_layers", nn.LSTM(INPUT, HIDDEN, num_layers=2))
    yield sequence_case(
        "lstm_two_layers_bidirectional", nn.LSTM(INPUT, HIDDEN, num_layers=2, bidirectional=True))
    yield sequence_case("gru", nn.GRU(INPUT, HIDDEN))
    yield sequence_case("gru_bidirectional", nn.GRU(INPUT, HIDDEN, bidirectional=True))
    yield state_case("lstm_state", nn.LSTM(INPUT, HIDDEN))
    yield state_case("gru_state", nn.GRU(INPUT, HIDDEN))
    yield peephole_case("lstm_peephole", ["forward"])
    yield peephole_case("lstm_peephole_bidirectional", ["forward", "reverse"])


def sequence_case(name, network):
    """Outputs and gradients of a network that starts from zero."""
    random = Random(name)
    initialize(network, random)
    x = leaf(random.normal(sum(LENGTHS), INPUT))
    y = network(packed_sequence(x, LENGTHS))[0].data
    dy = random.normal(*y.shape)
    (y * dy).sum().backward()

    fixture = Fixture(name, "Loss: sum(y * dy). The state before the first step is zero.")
    fixture.tensor("lengths", torch.tensor(LENGTHS))
    fixture.tensors({"x": x} | parameters(network) | {"y": y, "dy": dy})
    fixture.tensors({"x": x.grad} | parameters(network, gradient=True), prefix="d.")
    return fixture


def state_case(name, network):
    """Outputs, last states and gradients of a network that starts from a given state."""
    random = Random(name)
    initialize(network, random)
    x = leaf(random.normal(sum(LENGTHS), INPUT))
    letters = ["h", "c"] if isinstance(network, nn.LSTM) else ["h"]
    start = {f"{letter}0": leaf(random.normal(len(LENGTHS), HIDDEN)) for letter in letters}
    stacked = tuple(state.unsqueeze(0) for state in start.values())
    output, last = network(
        packed_sequence(x, LENGTHS), stacked if len(stacked) == 2 else stacked[0])
    states = last if len(stacked) == 2 else (last,)
    results = {"y": output.data} | {
        letter: state.squeeze(0) for letter, state in zip(letters, states)
    }
    upstream = {f"d{result}": random.normal(*results[result].shape) for result in results}
    sum((a * b).sum() for a, b in zip(results.values(), upstream.values())).backward()

    fixture = Fixture(
        name,
        "Loss: " + " + ".join(f"sum({result} * d{result})" for result in results) + ".",
        "h0 and c0 are the states before the first step, h and c each row's after its last one.")
    fixture.tensor("lengths", torch.tensor(LENGTHS))
    fixture.tensors({"x": x} | start | parameters(network) | results | upstream)
    fixture.tensors({"x": x.grad} | {key: state.grad for key, state in start.items()}, prefix="d.")
    fixture.tensors(parameters(network, gradient=True), prefix="d.")
    return fixture


def peephole_case(name, directions):
    """Outputs and gradients of an LSTM whose gates see its state, from a state of zero."""
    random = Random(name)
    x = leaf(random.normal(sum(LENGTHS), INPUT))
    weights = {}
    for direction in directions:
        prefix = f"{direction}." if len(directions) > 1 else ""
        for kind, shape in {
            "weight_ih": (INPUT, 4 * HIDDEN), "weight_hh": (HIDDEN, 4 * HIDDEN),
            "bias": (4 * HIDDEN,), "peephole": (3, HIDDEN),
        }.items():
            weights[prefix + kind] = leaf(random.uniform(*shape, limit=0.8))

    def run(steps, prefix):
        w, u, b, p = (
            weights[prefix + kind] for kind in ("weight_ih", "weight_hh", "bias", "peephole"))
        h = c = torch.zeros(HIDDEN)
        outputs = []
        for step in steps:
            i, f, g, o = (step @ w + h @ u + b).chunk(4)
            i, f = torch.sigmoid(i + p[0] * c), torch.sigmoid(f + p[1] * c)
            c = f * c + i * torch.tanh(g)
            h = torch.sigmoid(o + p[2] * c) * torch.tanh(c)
            outputs.append(h)
        return torch.stack(outputs)

    results = []
    for steps in rows(x, LENGTHS):
        if len(directions) == 1:
            results.append(run(steps, ""))
        else:
            back = run(steps.flip(0), "reverse.").flip(0)
            results.append(torch.cat([run(steps, "forward."), back], dim=1))
    y = packed(results)
    dy = random.normal(*y.shape)
    (y * dy).sum().backward()

    fixture = Fixture(
        name, "Loss: sum(y * dy). i and f see P_i c and P_f c, o sees P_o c'; rows of peephole: i f o.")
    fixture.tensor("lengths", torch.tensor(LENGTHS))
    fixture.tensors({"x": x} | weights | {"y": y, "dy": dy})
    fixture.tensors({key: tensor.grad for key, tensor in ({"x": x} | weights).items()}, prefix="d.")
    return fixture


def initialize(network, random, limit=0.8):
    """Draws every trained parameter; what our layers do not have is zero."""
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.copy_(random.uniform(*parameter.shape, limit=limit))
            if name.startswith("bias_hh"):
                parameter[: _first_recurrent_bias(network)] = 0


def parameters(network, gradient=False):
    """The parameters, or their gradients, under our names and in our layout."""
    named = {}
    for layer in range(network.num_layers):
        for direction in ["forward", "reverse"] if network.bidirectional else [""]:
            number = str(layer) if network.num_layers > 1 else ""
            prefix = "".join(f"{part}." for part in (number, direction) if part)
            suffix = f"_l{layer}" + ("_reverse" if direction == "reverse" else "")
            tensors = {
                kind: getattr(network, kind + suffix)
                for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
            }
            if gradient:
                tensors = {kind: tensor.grad for kind, tensor in tensors.items()}
            named[prefix + "weight_ih"] = tensors["weight_ih"].t()
            named[prefix + "weight_hh"] = tensors["weight_hh"].t()
            named[prefix + "bias"] = tensors["bias_ih"]
            if isinstance(network, nn.GRU):
                named[prefix + "bias_hn"] = tensors["bias_hh"][_first_recurrent_bias(network):]
    return named


def _first_recurrent_bias(network):
    # PyTorch's second bias: our LSTM has none of it, our GRU the last third, which the reset gate
    # multiplies.
    gates = 2 if isinstance(network, nn.GRU) else 4
    return gates * network.hidden_size

# SPDX-License-Identifier: Apache-2.0
"""An encoder and a decoder that writes, with or without attention; parameters are as the engine has
them, `[in, out]`."""

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

from . import recurrent

SOURCE_WORDS, TARGET_WORDS = 9, 7
EMBEDDING = 3
READ, WRITTEN = 4, 5
SCORED = 6


class Attention(nn.Module):
    """Each step of the decoder looks at all steps of its source: y = tanh([c; h] W + b).

    `general` (Luong and others 2015), of several heads each over features of its own and with its
    scores over the root of their number (Vaswani and others 2017), or `additive` (Bahdanau and
    others 2015).
    """

    def __init__(self, random, score, heads, features, memory, units):
        super().__init__()
        self.score, self.heads = score, heads
        self.query = drawn(random, features, memory if score == "general" else units, limit=6)
        if score == "additive":
            self.key = drawn(random, memory, units, limit=3)
            self.key_bias = drawn(random, units)
            self.vector = drawn(random, units, limit=3)
        self.weight = drawn(random, memory + features, units)
        self.bias = drawn(random, units)

    def forward(self, states, memory):
        """The outputs [T, units] of one row, and its weights [heads, T, S]."""
        weights = torch.softmax(self.scores(states, memory), dim=-1)
        seen = weights @ self.split(memory)
        contexts = seen.transpose(0, 1).reshape(len(states), -1)
        joined = torch.cat([contexts, states], dim=1)
        return torch.tanh(joined @ self.weight + self.bias), weights

    def scores(self, states, memory):
        """The scores [heads, T, S] of states [T, H] against a memory [S, M]."""
        queries = states @ self.query
        if self.score == "additive":
            keys = memory @ self.key + self.key_bias
            return (torch.tanh(queries[:, None] + keys[None]) @ self.vector)[None]
        products = self.split(queries) @ self.split(memory).transpose(1, 2)
        width = memory.shape[1] // self.heads
        return products / width**0.5 if self.heads > 1 else products

    def split(self, rows):
        """The features of each head: [heads, N, features of a head]."""
        return rows.reshape(len(rows), self.heads, -1).transpose(0, 1)


class Translator(nn.Module):
    """embed | bilstm => embed | lstm (x2) | attend | output; rows in any order of their lengths.

    With `feeding` what attention gave at a step is joined to the input of the next one (Luong and
    others 2015, section 3.3).
    """

    def __init__(self, random, attention=None, layers=1, feeding=False):
        super().__init__()
        self.embed = nn.Parameter(random.normal(SOURCE_WORDS, EMBEDDING, scale=2))
        self.encoder = lstm(random, EMBEDDING, READ, bidirectional=True)
        self.bridge = drawn(random, 2 * READ, 2 * layers * WRITTEN, limit=2)
        self.bridge_bias = drawn(random, 2 * layers * WRITTEN)
        self.embed_written = nn.Parameter(random.normal(TARGET_WORDS, EMBEDDING + 1, scale=2))
        units = SCORED if attention else WRITTEN
        self.feeding = feeding
        given = EMBEDDING + 1 + (units if feeding else 0)
        self.decoders = nn.ModuleList(
            lstm(random, WRITTEN if layer else given, WRITTEN) for layer in range(layers))
        self.attention = attention and Attention(
            random, **attention, features=WRITTEN, memory=2 * READ, units=units)
        self.weight = nn.Parameter(random.normal(units, TARGET_WORDS, scale=3))
        self.bias = nn.Parameter(random.normal(TARGET_WORDS))

    def forward(self, sources, fed):
        """The scores [T, words] of each row, and its attention, the mean over the heads [T, S]."""
        read, (last, _) = run(self.encoder, [self.embed[source] for source in sources])
        # The last step of each direction; then of each layer its output and its cell.
        first = torch.tanh(torch.cat([last[0], last[1]], dim=1) @ self.bridge + self.bridge_bias)
        steps = [self.embed_written[tokens] for tokens in fed]
        if self.feeding:
            looks = [self.fed(*row) for row in zip(steps, read, first)]
            return [look[0] @ self.weight + self.bias for look in looks], [look[1] for look in looks]
        for decoder, state in zip(self.decoders, first.chunk(len(self.decoders), dim=1)):
            output, cell = (part.unsqueeze(0).contiguous() for part in state.chunk(2, dim=1))
            steps, _ = run(decoder, steps, (output, cell))
        weights = None
        if self.attention:
            looks = [self.attention(states, memory) for states, memory in zip(steps, read)]
            steps = [look[0] for look in looks]
            weights = [look[1].mean(dim=0) for look in looks]
        return [states @ self.weight + self.bias for states in steps], weights

    def fed(self, steps, memory, first):
        """What attention gives at each step of a row, [T, units], and its weights, [T, S]."""
        states = [
            tuple(part.reshape(1, -1).contiguous() for part in state.chunk(2))
            for state in first.chunk(len(self.decoders))]
        outputs, weights = [torch.zeros(1, SCORED)], []
        for step in steps:
            signal = torch.cat([step.unsqueeze(0), outputs[-1]], dim=1)
            for layer, decoder in enumerate(self.decoders):
                signal, states[layer] = decoder(signal, states[layer])
            output, look = self.attention(signal, memory)
            outputs.append(output)
            weights.append(look.mean(dim=0))
        return torch.cat(outputs[1:]), torch.cat(weights)

    def named(self, gradient=False):
        """The parameters, or their gradients, under our names and in our layout."""
        named = {
            "embed1.weight": self.embed, "bridge1.weight": self.bridge,
            "bridge1.bias": self.bridge_bias, "embed2.weight": self.embed_written,
            "output1.weight": self.weight, "output1.bias": self.bias,
        }
        if self.attention:
            named |= {f"attend1.{name}": one for name, one in self.attention.named_parameters()}
        if gradient:
            named = {name: tensor.grad for name, tensor in named.items()}
        layers = {"bilstm1": self.encoder}
        layers |= {f"lstm{number}": one for number, one in enumerate(self.decoders, start=1)}
        for name, network in layers.items():
            inner = recurrent.parameters(network, gradient)
            named |= {f"{name}.{part}": tensor for part, tensor in inner.items()}
        return named


def drawn(random, *shape, limit=0.8):
    """A parameter of random values."""
    return nn.Parameter(random.uniform(*shape, limit=limit))


def lstm(random, features, units, bidirectional=False):
    """An LSTM with one bias a gate that counts."""
    network = nn.LSTM(features, units, bidirectional=bidirectional)
    recurrent.initialize(network, random)
    return network


def run(network, rows, state=None):
    """The outputs of each row of its own length, and the last states."""
    packed = pack_padded_sequence(
        pad_sequence(rows), [len(row) for row in rows], enforce_sorted=False)
    output, last = network(packed, state)
    padded, lengths = pad_packed_sequence(output)
    return [padded[:length, row] for row, length in enumerate(lengths.tolist())], last

# SPDX-License-Identifier: Apache-2.0
"""The network of `translate.py` in PyTorch: trains it, and translates with a beam.

The bidirectional layer reads packed rows, or padded ones; padded, its backward direction runs over
the padding first.
"""

import argparse
import random
import time
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn.functional import cross_entropy, log_softmax
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

from measure import emit, peak_memory
from pytorch_common import SYSTEM, initialize, use_threads
from texts import PADDING, UNKNOWN
from translate import translation_options
from translations import (
    BATCH, MARK, Pair, Work, bleu, evaluation_batches, training_batches, translations)

State = tuple[torch.Tensor, torch.Tensor]
MODES = ["packed", "padded"]


@dataclass
class Source:
    """What a decoder looks at: the encoder's outputs `[B, S, 512]`, and where there is padding."""

    memory: torch.Tensor
    padding: torch.Tensor


class Translator(nn.Module):
    """A bidirectional LSTM, and one that begins with its last states and looks at all of its steps
    (Luong and others 2015)."""

    def __init__(self, work: Work, packed: bool):
        super().__init__()
        half = work.hidden // 2
        self.packed = packed
        self.dropout = nn.Dropout(work.dropout)
        self.embed_source = nn.Embedding(
            len(work.source.names), work.embedding, padding_idx=PADDING)
        self.encoder = nn.LSTM(work.embedding, half, bidirectional=True, batch_first=True)
        self.bridge = nn.Linear(work.hidden, 2 * work.hidden)
        self.embed_target = nn.Embedding(
            len(work.target.names), work.embedding, padding_idx=PADDING)
        self.decoder = nn.LSTM(work.embedding, work.hidden, batch_first=True)
        self.query = nn.Linear(work.hidden, work.hidden, bias=False)
        self.combine = nn.Linear(2 * work.hidden, work.hidden)
        self.head = nn.Linear(work.hidden, len(work.target.names))
        initialize(self)

    def encode(self, tokens: torch.Tensor, lengths: torch.Tensor) -> tuple[Source, State]:
        """What the decoder looks at, and begins with, of tokens `[B, S]`."""
        x = self.dropout(self.embed_source(tokens))
        if self.packed:
            x = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
            y, (last, _) = self.encoder(x)
            memory, _ = pad_packed_sequence(y, batch_first=True)
            context = torch.cat([last[0], last[1]], dim=1)
        else:
            memory, _ = self.encoder(x)
            half = memory.shape[2] // 2
            rows = torch.arange(len(tokens))
            context = torch.cat([memory[rows, lengths - 1, :half], memory[:, 0, half:]], dim=1)
        h, c = torch.tanh(self.bridge(context)).unsqueeze(0).chunk(2, dim=2)
        return Source(memory, tokens == PADDING), (h.contiguous(), c.contiguous())

    def decode(self, tokens: torch.Tensor, state: State) -> tuple[torch.Tensor, State]:
        """The states `[B, T, 512]` of all steps, and the last one."""
        return self.decoder(self.dropout(self.embed_target(tokens)), state)

    def look(self, states: torch.Tensor, source: Source) -> tuple[torch.Tensor, torch.Tensor]:
        """The features that words are chosen by, `[B, T, 512]`, and the weights `[B, T, S]`."""
        scores = torch.bmm(self.query(states), source.memory.transpose(1, 2))
        weights = scores.masked_fill(source.padding[:, None], -torch.inf).softmax(dim=2)
        joined = torch.cat([torch.bmm(weights, source.memory), states], dim=2)
        return self.dropout(torch.tanh(self.combine(joined))), weights

    def forward(
        self, sources: torch.Tensor, lengths: torch.Tensor, targets: torch.Tensor
    ) -> torch.Tensor:
        """The scores `[N, words]` of the N words that are written, those that are padding left
        out."""
        source, state = self.encode(sources, lengths)
        fed = torch.cat([torch.full_like(targets[:, :1], MARK), targets[:, :-1]], dim=1)
        states, _ = self.decode(fed, state)
        features, _ = self.look(states, source)
        return self.head(features[targets != PADDING])


def padded(rows: list[list[int]]) -> torch.Tensor:
    """Rows `[B, T]`, as long as the longest."""
    return pad_sequence(
        [torch.tensor(row) for row in rows], batch_first=True, padding_value=PADDING)


class Learner:
    """Trains a network, and translates with it."""

    def __init__(self, work: Work, packed: bool):
        self.work, self.model = work, Translator(work, packed)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=work.rate, fused=True)
        self.shuffle = random.Random(1)

    def loss(self, pairs: list[Pair], smoothing: float = 0, reduction: str = "mean"):
        """The loss of what is written."""
        sources, targets = zip(*pairs, strict=True)
        aims = padded(targets)
        scores = self.model(padded(sources), torch.tensor([len(row) for row in sources]), aims)
        return cross_entropy(
            scores, aims[aims != PADDING], label_smoothing=smoothing, reduction=reduction)

    def train_epoch(self) -> None:
        """Goes through all pairs once."""
        self.model.train()
        for pairs in training_batches(self.work.train, self.shuffle):
            self.optimizer.zero_grad(set_to_none=True)
            self.loss(pairs, self.work.smoothing).backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), self.work.clip)
            self.optimizer.step()

    @torch.inference_mode()
    def validate(self) -> float:
        """The mean loss of a word of the validation rows."""
        self.model.eval()
        pairs = self.work.valid
        total = sum(
            float(self.loss([pairs[place] for place in places], reduction="sum"))
            for places in evaluation_batches(pairs))
        return total / sum(len(target) for _, target in pairs)

    @torch.inference_mode()
    def translate(self, beam: int) -> list[str]:
        """The best text of each validation row."""
        self.model.eval()
        found = [""] * len(self.work.valid)
        for places in evaluation_batches(self.work.valid):
            sources = [self.work.valid[place][0] for place in places]
            search = Search(self.model, sources, beam, self.work.most(max(map(len, sources))))
            for place, (tokens, origins) in zip(places, search.run(), strict=True):
                found[place] = self.text(tokens, origins, self.work.texts[place])
        return found

    def text(self, tokens: list[int], origins: list[int], source: list[str]) -> str:
        """A text; a word that is not known is the one that was looked at most."""
        return " ".join(
            source[origin] if token == UNKNOWN else self.work.target.names[token]
            for token, origin in zip(tokens, origins, strict=True))


class Search:
    """The texts of some sources, as many of each as the beam is wide, side by side."""

    def __init__(self, model: Translator, sources: list[list[int]], beam: int, most: int):
        self.model, self.beam, self.most = model, beam, most
        self.source, state = model.encode(
            padded(sources), torch.tensor([len(source) for source in sources]))
        count = len(sources)
        self.state = tuple(part.repeat_interleave(beam, dim=1) for part in state)
        # All texts of a source are alike at first: only one of them goes on.
        self.sums = torch.full((count, beam), -torch.inf)
        self.sums[:, 0] = 0
        self.lengths = torch.zeros(count, beam)
        self.ended = torch.zeros(count, beam, dtype=torch.bool)
        self.last = torch.full((count, beam), MARK)
        self.tokens = torch.empty(count, beam, 0, dtype=torch.long)
        self.origins = torch.empty(count, beam, 0, dtype=torch.long)

    def run(self) -> list[tuple[list[int], list[int]]]:
        """For each source the words with the best mean, and where each looked."""
        while not self.ended.all() and self.tokens.shape[2] < self.most:
            self.step()
        best = (self.sums / self.lengths).argmax(dim=1)
        found = []
        for row, place in enumerate(best.tolist()):
            tokens = self.tokens[row, place].tolist()
            end = tokens.index(MARK) if MARK in tokens else len(tokens)
            found.append((tokens[:end], self.origins[row, place].tolist()[:end]))
        return found

    def step(self) -> None:
        """Goes on by a word; a text that has ended keeps its place and its sum."""
        count, beam = self.last.shape
        states, self.state = self.model.decode(self.last.view(-1, 1), self.state)
        features, weights = self.model.look(states.view(count, beam, -1), self.source)
        scores = log_softmax(self.model.head(features), dim=2)
        scores[..., PADDING] = -torch.inf
        if self.tokens.shape[2] == 0:
            scores[..., MARK] = -torch.inf
        scores[self.ended] = -torch.inf
        scores[..., MARK].masked_fill_(self.ended, 0)
        sums = (self.sums[..., None] + scores).flatten(1)
        self.sums, chosen = sums.topk(beam, dim=1)
        before = chosen // scores.shape[2]
        self.last = chosen % scores.shape[2]
        self.reorder(before)
        looked = weights.argmax(dim=2).gather(1, before)
        self.tokens = torch.cat([self.tokens, self.last[..., None]], dim=2)
        self.origins = torch.cat([self.origins, looked[..., None]], dim=2)
        self.lengths += ~self.ended
        self.ended |= self.last == MARK

    def reorder(self, before: torch.Tensor) -> None:
        """Puts the texts that were gone on with in the place of all."""
        count, beam = before.shape
        rows = (before + torch.arange(count)[:, None] * beam).flatten()
        self.state = tuple(part.index_select(1, rows) for part in self.state)
        self.lengths = self.lengths.gather(1, before)
        self.ended = self.ended.gather(1, before)
        steps = before[..., None].expand(-1, -1, self.tokens.shape[2])
        self.tokens, self.origins = self.tokens.gather(1, steps), self.origins.gather(1, steps)


def measure(learner: Learner, arguments: argparse.Namespace) -> dict:
    """Trains and translates: what that took, and how good it is."""
    start = time.perf_counter()
    for _ in range(arguments.epochs):
        learner.train_epoch()
        loss = learner.validate()
    middle = time.perf_counter()
    texts = learner.translate(arguments.beam)
    end = time.perf_counter()
    return {
        "epoch_seconds": (middle - start) / arguments.epochs, "translate_seconds": end - middle,
        "loss": loss, "accuracy": bleu(texts, learner.work.references)}


def main() -> None:
    parser = translation_options(__doc__)
    parser.add_argument("--mode", choices=MODES, default="packed")
    arguments = parser.parse_args()
    use_threads(arguments.threads)
    torch.manual_seed(1)
    work = translations(arguments.data, arguments.steps and arguments.steps * BATCH)
    learner = Learner(work, packed=arguments.mode == "packed")
    figures = measure(learner, arguments)
    emit(
        "translate", f"{SYSTEM}, {arguments.mode}", arguments.threads, epochs=arguments.epochs,
        **figures, peak_memory=peak_memory())


if __name__ == "__main__":
    main()

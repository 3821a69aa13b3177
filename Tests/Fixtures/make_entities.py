# SPDX-License-Identifier: Apache-2.0
"""Counts the entities of entities.tags as the CoNLL shared tasks do: writes entities.fixture.

Needs nothing but Python. It compares what is open on both sides token by token, while the engine
compares lists of entities.
"""

import collections
import pathlib


def split(tag):
    """The letter and the type of a tag."""
    letter, _, kind = tag.partition("-")
    return letter, kind


def ends(before, before_kind, now, kind):
    """Whether the entity of the token before ends there."""
    if before == "O":
        return False
    return before in "ES" or now in "BSO" or before_kind != kind


def starts(before, before_kind, now, kind):
    """Whether an entity begins with this token."""
    if now == "O":
        return False
    return before in "OES" or now in "BS" or before_kind != kind


def count(lines):
    """Counts by type, and tokens: [correct, predicted, actual] and [right, all]."""
    kinds = collections.defaultdict(lambda: [0, 0, 0])
    tokens = [0, 0]
    gold = guess = ("O", "")
    both = False
    for line in lines + [""]:
        if line.startswith("#"):
            continue
        now = [split(tag) for tag in line.split()] or [("O", ""), ("O", "")]
        gold_ends, guess_ends = ends(*gold, *now[0]), ends(*guess, *now[1])
        gold_starts, guess_starts = starts(*gold, *now[0]), starts(*guess, *now[1])
        if both and gold_ends and guess_ends:
            kinds[gold[1]][0] += 1
            both = False
        elif both and (gold_ends or guess_ends):
            both = False
        if gold_starts and guess_starts and now[0][1] == now[1][1]:
            both = True
        if guess_starts:
            kinds[now[1][1]][1] += 1
        if gold_starts:
            kinds[now[0][1]][2] += 1
        if line:
            tokens[0] += now[0] == now[1]
            tokens[1] += 1
        gold, guess = now
    return kinds, tokens


def main():
    folder = pathlib.Path(__file__).resolve().parent
    kinds, tokens = count((folder / "entities.tags").read_text(encoding="ascii").splitlines())
    total = [sum(counts[at] for counts in kinds.values()) for at in range(3)]
    correct, predicted, actual = total
    lines = [
        "# SPDX-License-Identifier: Apache-2.0",
        "# counts of entities.tags by type: correct, predicted, actual",
    ]
    for kind in sorted(kinds):
        lines += [f"tensor {kind} 3", " ".join(str(number) for number in kinds[kind])]
    lines += ["tensor all 3", " ".join(str(number) for number in total)]
    lines += ["tensor tokens 2", " ".join(str(number) for number in tokens)]
    lines += [
        f"value precision {correct / predicted:.9g}",
        f"value recall {correct / actual:.9g}",
        f"value f1 {2 * correct / (predicted + actual):.9g}",
        f"value accuracy {tokens[0] / tokens[1]:.9g}",
    ]
    text = "\n".join(lines) + "\n"
    (folder / "entities.fixture").write_text(text, encoding="ascii", newline="\n")
    print(f"entities.fixture  {len(text)} bytes")


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Our side of translation: runs a script with `lstm`, and tells from its log what each part took.

German sentences of Multi30k become English ones: words that occur at least twice, 10.5 million
parameters, and a beam over the validation rows.
"""

import argparse
import json
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from measure import emit, training_options
from translations import BATCH, lines

SCRIPT = """\
lstm 1
seed 1
param data = ""
param epochs = 1
param beam = 5
data d = pairs (data + "/train.de") (data + "/train.en") columns=[de, en] {
  text de lower=yes min_count=2
  target en text lower=yes min_count=2
  split train=100% valid=(data + "/val.de")
}
model m for d = embed 256 | dropout 0.3 | bilstm 256 => \
embed 256 | dropout 0.3 | lstm 512 | attend general | dropout 0.3 | output
train r = m epochs=epochs batch=64 adam lr=1e-3 clip=5 label_smoothing=0.1
eval t = r on d.valid beam=beam
"""


def translation_options(description: str) -> argparse.ArgumentParser:
    """The options that both sides take."""
    parser = training_options(description)
    parser.set_defaults(epochs=1)
    parser.add_argument(
        "--steps", type=int, help=f"train on so many batches of {BATCH} pairs; on all if left out")
    parser.add_argument("--beam", type=int, default=5, help="texts of a row side by side")
    return parser


def lay(folder: Path, data: Path, count: int | None) -> Path:
    """The folder of the pairs: that of the data, or a copy of the first of them."""
    if count is None:
        return data.resolve() / "multi30k"
    for name in ("train.de", "train.en", "val.de", "val.en"):
        kept = lines(data, name, count if name.startswith("train") else None)
        (folder / name).write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
    return folder


def events(command: list[str]) -> Iterator[tuple[float, dict]]:
    """What a run of `lstm` logs, and when; ends in failure where it does."""
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True, encoding="utf-8") as process:
        for line in process.stderr:
            if not line.startswith("{"):
                continue
            event = json.loads(line)
            if event["event"] == "error":
                raise SystemExit(event["message"])
            yield time.perf_counter(), event
    if process.returncode:
        raise SystemExit(process.returncode)


def measure(log: Iterator[tuple[float, dict]]) -> dict:
    """What the parts of a run took, and how good it is."""
    epochs, trained, figures = [], None, {}
    for moment, event in log:
        match event["event"]:
            case "epoch":
                epochs.append(event["seconds"])
            case "end" if "run" in event:
                trained = moment
            case "eval":
                figures = {
                    "translate_seconds": moment - trained, "loss": event["loss"],
                    "accuracy": event["bleu"]}
    return {"epoch_seconds": sum(epochs) / len(epochs), **figures}


def main() -> None:
    parser = translation_options(__doc__)
    parser.add_argument("--lstm", type=Path, required=True, help="our `lstm` program")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = folder / "translate.lstm"
        script.write_text(SCRIPT, encoding="utf-8")
        data = lay(folder, arguments.data, arguments.steps and arguments.steps * BATCH)
        figures = measure(events([
            str(arguments.lstm), "run", "--fresh", str(script), "-p", f"data={data}", "-p",
            f"epochs={arguments.epochs}", "-p", f"beam={arguments.beam}", "--threads",
            str(arguments.threads), "--log", "json"]))
    emit("translate", "lstm", arguments.threads, epochs=arguments.epochs, **figures)


if __name__ == "__main__":
    main()

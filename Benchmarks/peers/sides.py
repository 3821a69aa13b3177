# SPDX-License-Identifier: Apache-2.0
"""The programs that are compared: which there are for a work, and the command that starts each."""

import argparse
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCRIPTS = HERE.parents[1] / "scripts"

WHOLE = {
    "trec": ("trec.lstm", Path("trec/TREC.train.all")),
    "waimai": ("reviews-zh.lstm", Path("zh_waimai/waimai_10k.csv")),
    "sequences": ("sequences.lstm", Path("sequences.npz")),
    "m4": ("m4-hourly.lstm", Path("m4")),
    "digits": ("digit-strings.lstm", Path("digit_strings")),
}
"""The scripts that are whole programs on our side, and the data that each reads."""

OF_LSTM = {*WHOLE, "translate"}
"""The works of `lstm`; the others are those of `bench`."""


@dataclass(frozen=True)
class Peer:
    """A program of this folder that does the same work in another system."""

    name: str
    variable: str
    """The environment variable that names the Python to run it with."""
    module: str
    """What that Python must be able to import."""
    script: str
    options: tuple[str, ...] = ()

    @property
    def python(self) -> str:
        """The Python to run it with."""
        return os.environ.get(self.variable, "python3")

    def problem(self) -> str | None:
        """Why it cannot run, in a sentence; None if it can."""
        test = f"import importlib.util as u; raise SystemExit(not u.find_spec({self.module!r}))"
        try:
            found = subprocess.run([self.python, "-c", test], capture_output=True, check=False)
        except OSError as error:
            return f"{self.variable}={self.python} does not start: {error.strerror}"
        if found.returncode == 0:
            return None
        return f"{self.python} has no {self.module}; set {self.variable} to a Python that has it"

    def command(self, options: list[str]) -> list[str]:
        """The command that runs it."""
        return [self.python, str(HERE / self.script), *options, *self.options]


def torch_peer(name: str, script: str, *options: str) -> Peer:
    """A peer in PyTorch."""
    return Peer(name, "PYTORCH", "torch", script, options)


def keras_peer(name: str, script: str, *options: str) -> Peer:
    """A peer in Keras."""
    return Peer(name, "KERAS", "keras", script, options)


LANGUAGE = [torch_peer("pytorch", "pytorch_language.py")]
TEXT = [
    *(torch_peer(f"pytorch-{mode}", "pytorch_text.py", "--mode", mode)
      for mode in ("padded", "bucketed", "packed")),
    keras_peer("keras", "keras_text.py"),
]
PEERS = {
    "table": [
        torch_peer("pytorch", "pytorch_table.py"), keras_peer("keras", "keras_table.py"),
        keras_peer("keras-xla", "keras_table.py", "--xla")],
    "latency": [
        torch_peer("pytorch", "pytorch_latency.py"),
        Peer("onnx", "PYTORCH", "onnxruntime", "onnx_latency.py")],
    "ptb": LANGUAGE,
    "characters": LANGUAGE,
    "sample": LANGUAGE,
    "trec": TEXT,
    "waimai": TEXT,
    "m4": [torch_peer("pytorch", "pytorch_forecast.py")],
    "digits": [
        torch_peer(f"pytorch-{mode}", "pytorch_digits.py", "--mode", mode)
        for mode in ("packed", "padded")],
    "translate": [
        torch_peer(f"pytorch-{mode}", "pytorch_translate.py", "--mode", mode)
        for mode in ("packed", "padded")],
    "sequences": [
        torch_peer("pytorch", "pytorch_sequences.py"),
        keras_peer("keras", "keras_sequences.py")],
}


def our_command(arguments: argparse.Namespace, options: list[str]) -> list[str]:
    """The command of our own side for a work: `bench`, or `lstm run` for a script, which trains
    anew although an earlier round left its run in the cache; a program here reads its log for
    `translate`."""
    if arguments.work == "translate":
        program = [sys.executable, str(HERE / "translate.py"), "--lstm", str(arguments.lstm)]
        return [*program, *options[1:]]
    if arguments.work not in WHOLE:
        return [str(arguments.bench), *options]
    script, data = WHOLE[arguments.work]
    threads = options[options.index("--threads") + 1]
    return [
        str(arguments.lstm), "run", "--fresh", str(SCRIPTS / script), "-p",
        f"data={(arguments.data / data).resolve()}", "--threads", threads]


def accuracy_of_script(output: str) -> float | None:
    """The accuracy of the run `r` on the rows held out, from the table that a script prints; of
    forecasts their mase, of transcripts their cer."""
    found = re.search(r"^( +[a-z].*)\n─+\nr +(.*)", output, re.MULTILINE)
    if not found:
        return None
    names, figures = found[1].split(), found[2].split()
    place = next((names.index(name) for name in ("mase", "cer") if name in names), 0)
    return float(figures[place])

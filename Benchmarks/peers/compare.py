# SPDX-License-Identifier: Apache-2.0
"""Runs our side and another system alternately, each run a fresh process, and prints ratios.

A ratio above 1 means that our side is faster. Set PYTORCH and KERAS to Pythons that have these.
"""

import argparse
import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import report
from process import Outcome, run, wait_until_quiet
from shapes import rows_named
from sides import OF_LSTM, PEERS, SCRIPTS, WHOLE, Peer, accuracy_of_script, our_command

OURS = "ours"
ASSERTION_IS_FALSE = 3
BUSY = 0.15
ONE_WORK = ("table.py", "latency.py", "sequences.py", "forecast.py", "translate.py", "digits.py")

# Batch and steps by hidden size, and how many batches make a run of seconds.
PTB = {200: (20, 20, 300), 650: (20, 35, 60)}
CHARACTERS = {256: (64, 100, 60)}


def tasks(arguments: argparse.Namespace, threads: int) -> Iterator[tuple[str, list[str]]]:
    """What a work consists of: the name of each part, and the options that both sides take."""
    common = ["--threads", str(threads)]
    data = ["--data", str(arguments.data)]
    match arguments.work:
        case "table":
            for shape in rows_named(arguments.rows):
                repeat = ["--rows", shape.row, "--seconds", str(arguments.seconds)]
                yield shape.row, ["table", *common, *repeat]
        case "latency":
            yield "one sentence", ["latency", *common]
        case "ptb" | "characters":
            sizes = PTB if arguments.work == "ptb" else CHARACTERS
            for hidden, (batch, bptt, steps) in sizes.items():
                options = {"hidden": hidden, "batch": batch, "bptt": bptt,
                           "steps": arguments.steps or steps}
                words = [word for name, value in options.items() for word in (f"--{name}", value)]
                yield f"2x{hidden}", [arguments.work, *map(str, words), *common, *data]
        case "sample":
            words = ["--hidden", "256", "--sample", str(arguments.steps or 5000)]
            yield "characters, 2x256", ["characters", *words, *common, *data]
        case "translate":
            steps = ["--steps", str(arguments.steps)] if arguments.steps else []
            yield "multi30k", ["translate", *common, *data, *steps]
        case whole:
            yield whole, [whole, *common, *data]


def their_options(peer: Peer, options: list[str]) -> list[str]:
    """The options for a peer: a script that does only one work does not want its name."""
    return options[1:] if peer.script.endswith(ONE_WORK) else options


def lines(side: str, work: str, outcome: Outcome) -> list[dict]:
    """The lines that a side printed, with what was seen from outside."""
    seen = {
        "side": side, "wall_seconds": outcome.wall_seconds,
        "processor_seconds": outcome.processor_seconds, "peak_memory": outcome.peak_memory,
        "others": outcome.others}
    if side == OURS and work in WHOLE:
        return [{"work": work, "accuracy": accuracy_of_script(outcome.output), **seen}]
    printed = [json.loads(line) for line in outcome.output.splitlines() if line.startswith("{")]
    return [{**line, **seen} for line in printed]


class Comparison:
    """Runs the parts of a work, round by round, and gathers what the sides print."""

    def __init__(self, arguments: argparse.Namespace, peers: list[Peer]):
        self.arguments = arguments
        self.peers = peers
        self.results: dict[tuple[str, int], dict[str, report.Lines]] = {}
        self.failed: set[tuple[str, str]] = set()
        self.company = 0.0

    def run(self) -> None:
        """All rounds: ours, theirs, ours, theirs, part by part, so that both meet the same
        weather."""
        for turn in range(1, self.arguments.rounds + 1):
            for threads in self.arguments.threads:
                for name, options in tasks(self.arguments, threads):
                    say(f"round {turn} of {self.arguments.rounds}: {name}, {count(threads)}")
                    self.take(OURS, our_command(self.arguments, options), name, threads)
                    for peer in self.peers:
                        command = peer.command(their_options(peer, options))
                        self.take(peer.name, command, name, threads)

    def take(self, side: str, command: list[str], name: str, threads: int) -> None:
        """Runs a side once; one that fails is not run again for that part."""
        if (side, name) in self.failed:
            return
        wait_until_quiet(self.arguments.quiet)
        pools = {"OMP_NUM_THREADS": str(threads), "MKL_NUM_THREADS": str(threads)}
        outcome = run(command, pools)
        if outcome.status not in (0, ASSERTION_IS_FALSE):
            self.failed.add((side, name))
            reason = "".join(f"\n  {line}" for line in outcome.errors.splitlines()[-3:])
            say(f"{side} failed at {name} with exit code {outcome.status}{reason}")
            return
        self.company = max(self.company, outcome.others or 0)
        for line in lines(side, self.arguments.work, outcome):
            key = f"{name} {line['pass']}" if "pass" in line else name
            self.results.setdefault((side, threads), {}).setdefault(key, []).append(line)
            if self.arguments.json:
                print(json.dumps(line), flush=True)

    def pairs(self, side: str, threads: int) -> list[report.Pair]:
        """The parts that both our side and another finished."""
        ours = self.results.get((OURS, threads), {})
        theirs = self.results.get((side, threads), {})
        return [report.Pair(name, ours[name], theirs[name]) for name in ours if name in theirs]

    def print(self) -> None:
        """A table for each peer and number of threads; ends in failure if there is none."""
        compared = False
        printers = {
            "table": report.print_table, "latency": report.print_latency,
            "translate": report.print_translations}
        for peer in self.peers:
            for threads in self.arguments.threads:
                pairs = self.pairs(peer.name, threads)
                if not pairs:
                    continue
                compared = True
                system = pairs[0].theirs[0]["system"]
                rounds = len(pairs[0].theirs)
                print(f"\n{self.arguments.work}: ours and {system}, {count(threads)}, "
                      f"median of {rounds}")
                printers.get(self.arguments.work, report.print_programs)(pairs)
        if not compared:
            raise SystemExit("nothing to compare")
        if self.company > BUSY:
            print(f"\nOther processes kept up to {self.company:.2f} processors busy during a run: "
                  "repeat this on a quiet machine before trusting it.")


def count(threads: int) -> str:
    """A number of threads in words."""
    return f"{threads} thread" if threads == 1 else f"{threads} threads"


def say(text: str) -> None:
    """Prints to standard error: progress and problems."""
    print(text, file=sys.stderr, flush=True)


def read_arguments() -> argparse.Namespace:
    """The options of the command line, checked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", choices=PEERS)
    parser.add_argument("--bench", type=Path, help="our `bench` program")
    parser.add_argument("--lstm", type=Path, help="our `lstm` program, for a work that is a script")
    parser.add_argument("--data", type=Path, help="the folder with the data sets")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", nargs="+", help="which peers; all but XLA if left out")
    parser.add_argument("--rows", help="rows of the table, with commas between")
    parser.add_argument("--seconds", type=float, default=1, help="for each pass of the table")
    parser.add_argument("--steps", type=int, help="batches to train for, or characters to sample")
    parser.add_argument(
        "--quiet", type=float, default=30, help="how long to wait for a quiet machine, in seconds")
    parser.add_argument("--json", action="store_true", help="print every line of every run too")
    arguments = parser.parse_args()
    program = "lstm" if arguments.work in OF_LSTM else "bench"
    path = getattr(arguments, program)
    if path is None or not path.is_file():
        parser.error(f"{arguments.work} needs --{program} PATH, our program; it is not at {path}")
    setattr(arguments, program, path.resolve())
    if arguments.work == "sequences":
        arguments.data = arguments.data or SCRIPTS / "data"
    if arguments.work not in ("table", "latency"):
        if arguments.data is None or not arguments.data.is_dir():
            parser.error(f"{arguments.work} needs --data FOLDER")
    return arguments


def wanted_peers(arguments: argparse.Namespace) -> list[Peer]:
    """The peers that are asked for and can run; the others are named and left out."""
    known = {peer.name: peer for peer in PEERS[arguments.work]}
    names = arguments.peers or [name for name in known if name != "keras-xla"]
    able = []
    for name in names:
        problem = known[name].problem() if name in known else f"there are {', '.join(known)}"
        if problem:
            say(f"skipped {name}: {problem}")
        else:
            able.append(known[name])
    return able


def main() -> None:
    # A driver that is told to end ends its child too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    arguments = read_arguments()
    peers = wanted_peers(arguments)
    if not peers:
        raise SystemExit("no peer can run")
    comparison = Comparison(arguments, peers)
    comparison.run()
    comparison.print()


if __name__ == "__main__":
    main()

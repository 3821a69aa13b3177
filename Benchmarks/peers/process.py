# SPDX-License-Identifier: Apache-2.0
"""Runs a program as a process of its own and measures it from outside: time, memory, company."""

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """What a process did and took."""

    status: int
    output: str
    errors: str
    wall_seconds: float
    processor_seconds: float
    peak_memory: int
    others: float | None
    """Processors that were busy with something else meanwhile, on average; None if unknown."""


def run(command: list[str], environment: dict[str, str]) -> Outcome:
    """Runs a program to its end, with these variables beside the present ones."""
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        busy = busy_seconds()
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors,
            env={**os.environ, **environment})
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            raise
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        own = usage.ru_utime + usage.ru_stime
        others = None
        if busy is not None:
            others = max(busy_seconds() - busy - own, 0) / wall
        output.seek(0)
        errors.seek(0)
        return Outcome(
            process.returncode, output.read(), errors.read(), wall, own, usage.ru_maxrss * 1024,
            others)


def busy_seconds() -> float | None:
    """Time that all processors together have been busy, or taken by the hypervisor, since boot.

    None where the system does not say (it is Linux's /proc/stat).
    """
    try:
        first = Path("/proc/stat").read_text().split("\n", 1)[0]
    except OSError:
        return None
    user, nice, system, _idle, _waiting, interrupts, soft, stolen = map(int, first.split()[1:9])
    return (user + nice + system + interrupts + soft + stolen) / os.sysconf("SC_CLK_TCK")


def wait_until_quiet(limit: float, tolerance: float = 0.1) -> None:
    """Waits until less than `tolerance` of a processor is busy, or for `limit` seconds at most."""
    end = time.perf_counter() + limit
    while (busy := busy_seconds()) is not None and time.perf_counter() < end:
        start = time.perf_counter()
        time.sleep(0.5)
        if busy_seconds() - busy < tolerance * (time.perf_counter() - start):
            return

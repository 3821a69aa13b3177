# SPDX-License-Identifier: Apache-2.0
"""Computes every fixture with PyTorch and writes it beside this script. See README.md."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True

import torch

from generator import layers, losses, optimizers, recurrent, schedules, training


def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    folder = Path(__file__).resolve().parent
    for module in (recurrent, layers, losses, optimizers, training, schedules):
        for fixture in module.fixtures():
            size = fixture.write(folder)
            print(f"{fixture.name}.fixture  {size} bytes")


if __name__ == "__main__":
    main()

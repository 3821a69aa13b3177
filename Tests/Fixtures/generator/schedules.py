# SPDX-License-Identifier: Apache-2.0
"""Learning rates over the steps of a run, each alone and with a warm-up."""

import torch
from torch import optim
from torch.optim import lr_scheduler

from .fixture import Fixture

STEPS_AN_EPOCH = 4
EPOCHS = 5
STEPS = STEPS_AN_EPOCH * EPOCHS
# Six steps: the seventh is the first at the full rate.
WARMUP = 6
DECAY = 0.5
FLOOR = 0.1
WAIT = 1
PLATEAU = [3.0, 2.0, 2.5, 2.5, 1.0, 1.5, 1.5, 1.5, 1.5]


def fixtures():
    """The one file of schedules."""
    fixture = Fixture(
        "schedules",
        "What a learning rate of 1 is in each step of a run; of the plateau in each epoch.",
        "warm.NAME is a LinearLR chained with the schedule NAME, both stepped from the first step.")
    fixture.value("steps_an_epoch", STEPS_AN_EPOCH)
    fixture.value("epochs", EPOCHS)
    fixture.value("warmup", WARMUP)
    fixture.value("decay", DECAY)
    fixture.value("floor", FLOOR)
    fixture.value("wait", WAIT)
    for name, make in SCHEDULES.items():
        fixture.tensor(name, torch.tensor(rates(make)))
    for name in ["constant", "step", "exponential", "cosine"]:
        fixture.tensor(f"warm.{name}", torch.tensor(rates(SCHEDULES[name], is_warmed=True)))
    fixture.tensor("plateau.history", torch.tensor(PLATEAU))
    fixture.tensor("plateau", torch.tensor(plateau()))
    yield fixture


SCHEDULES = {
    "constant": lambda o: lr_scheduler.ConstantLR(o, factor=1, total_iters=1),
    "step": lambda o: lr_scheduler.StepLR(o, 2 * STEPS_AN_EPOCH, DECAY),
    "exponential": lambda o: lr_scheduler.ExponentialLR(o, DECAY ** (1 / STEPS_AN_EPOCH)),
    "cosine": lambda o: lr_scheduler.CosineAnnealingLR(o, STEPS),
    "cosine_floor": lambda o: lr_scheduler.CosineAnnealingLR(o, STEPS, eta_min=FLOOR),
    "onecycle": lambda o: lr_scheduler.OneCycleLR(
        o, max_lr=1.0, total_steps=STEPS, cycle_momentum=False),
}


def rates(make, is_warmed=False):
    """The rate of each step."""
    optimizer = new_optimizer()
    schedulers = [make(optimizer)]
    if is_warmed:
        schedulers.append(
            lr_scheduler.LinearLR(optimizer, start_factor=1 / (WARMUP + 1), total_iters=WARMUP))
    scheduler = lr_scheduler.ChainedScheduler(schedulers) if is_warmed else schedulers[0]
    found = []
    for step in range(STEPS):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if step + 1 < STEPS:
            scheduler.step()
    return found


def plateau():
    """The rate of each epoch, and that after the last."""
    optimizer = new_optimizer()
    scheduler = lr_scheduler.ReduceLROnPlateau(
        optimizer, factor=DECAY, patience=WAIT, threshold=0, min_lr=FLOOR)
    found = [optimizer.param_groups[0]["lr"]]
    for figure in PLATEAU:
        scheduler.step(figure)
        found.append(optimizer.param_groups[0]["lr"])
    return found


def new_optimizer():
    return optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)

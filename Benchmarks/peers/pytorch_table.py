# SPDX-License-Identifier: Apache-2.0
"""The table of shapes on `torch.nn.LSTM`: time-major, padded, which is oneDNN's path."""

from collections.abc import Callable

import torch
from torch import nn

from measure import emit_pass, median_seconds, options
from pytorch_common import SYSTEM, use_threads
from shapes import Shape, rows_named


def passes(shape: Shape) -> dict[bool, Callable[[], object]]:
    """Forward (False) and training (True) of a row, each as a call without arguments."""
    layer = nn.LSTM(
        shape.inputs, shape.hidden, shape.layers, bidirectional=shape.directions == 2)
    x = torch.randn(shape.steps, shape.batch, shape.inputs)
    x_with_gradient = x.clone().requires_grad_()
    dy = torch.randn(shape.steps, shape.batch, shape.features)

    def forward() -> None:
        with torch.inference_mode():
            layer(x)

    def training() -> None:
        layer.zero_grad(set_to_none=True)
        x_with_gradient.grad = None
        y, _ = layer(x_with_gradient)
        y.backward(dy)

    return {False: forward, True: training}


def main() -> None:
    parser = options(__doc__, seconds=1)
    parser.add_argument("--rows", help="names of rows with commas between; all of them if left out")
    arguments = parser.parse_args()
    use_threads(arguments.threads)
    torch.manual_seed(1)
    for shape in rows_named(arguments.rows):
        for training, work in passes(shape).items():
            seconds = median_seconds(work, arguments.seconds)
            emit_pass(shape, training, seconds, SYSTEM, arguments.threads)


if __name__ == "__main__":
    main()

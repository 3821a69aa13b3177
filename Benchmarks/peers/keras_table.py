# SPDX-License-Identifier: Apache-2.0
"""The table of shapes on Keras's LSTM layers, each pass compiled into a graph."""

from collections.abc import Callable

from keras_common import SYSTEM, keras, tensorflow, use_threads
from measure import emit_pass, median_seconds, options
from shapes import Shape, rows_named


def model(shape: Shape) -> keras.Model:
    """The stack of a row: every layer gives out all of its steps."""
    x = y = keras.Input(batch_shape=(shape.batch, shape.steps, shape.inputs))
    for _ in range(shape.layers):
        layer = keras.layers.LSTM(shape.hidden, return_sequences=True)
        y = (keras.layers.Bidirectional(layer) if shape.directions == 2 else layer)(y)
    return keras.Model(x, y)


def passes(shape: Shape, compiled: bool) -> dict[bool, Callable[[], object]]:
    """Forward (False) and training (True) of a row, each as a call without arguments."""
    stack = model(shape)
    x = tensorflow.random.normal((shape.batch, shape.steps, shape.inputs))
    dy = tensorflow.random.normal((shape.batch, shape.steps, shape.features))

    @tensorflow.function(jit_compile=compiled)
    def forward():
        return stack(x, training=False)

    @tensorflow.function(jit_compile=compiled)
    def training():
        with tensorflow.GradientTape() as tape:
            tape.watch(x)
            y = stack(x, training=True)
        return tape.gradient(y, [x, *stack.trainable_variables], output_gradients=dy)

    return {False: forward, True: training}


def main() -> None:
    parser = options(__doc__, seconds=1)
    parser.add_argument("--rows", help="names of rows with commas between; all of them if left out")
    parser.add_argument("--xla", action="store_true", help="compile the passes with XLA")
    arguments = parser.parse_args()
    use_threads(arguments.threads)
    system = f"{SYSTEM}, XLA" if arguments.xla else SYSTEM
    for shape in rows_named(arguments.rows):
        for training, work in passes(shape, arguments.xla).items():
            seconds = median_seconds(work, arguments.seconds)
            emit_pass(shape, training, seconds, system, arguments.threads)


if __name__ == "__main__":
    main()

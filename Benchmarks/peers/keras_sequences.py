# SPDX-License-Identifier: Apache-2.0
"""The script `sequences.lstm` in Keras, as a whole program."""

from keras_common import SYSTEM, compile_classifier, fit, keras, tensorflow, use_threads
from measure import measure_training, training_options
from sequences import Rows, Work, sequences


def dataset(rows: Rows, batch: int, shuffle: bool = False) -> tensorflow.data.Dataset:
    """Batches of numbers `[B, T, I]` and of classes."""
    data = tensorflow.data.Dataset.from_tensor_slices(rows)
    if shuffle:
        data = data.shuffle(len(rows[1]))
    return data.batch(batch).prefetch(tensorflow.data.AUTOTUNE)


def classifier(work: Work) -> keras.Model:
    """The model of the script; Keras's initial weights are the ones that our side uses too."""
    model = keras.Sequential([
        keras.Input(work.train[0].shape[1:]),
        keras.layers.LSTM(work.hidden),
        keras.layers.Dense(work.classes),
    ])
    return compile_classifier(model, work.rate, work.clip)


def main() -> None:
    arguments = training_options(__doc__).parse_args()
    use_threads(arguments.threads)
    work = sequences(arguments.data)
    model, epochs = classifier(work), arguments.epochs or work.epochs
    measure_training(
        "sequences", SYSTEM, arguments.threads, epochs,
        train=lambda: fit(
            model, dataset(work.train, work.batch, shuffle=True), dataset(work.valid, 256), epochs),
        accuracy=lambda: model.evaluate(dataset(work.test, 256), verbose=0)[1])


if __name__ == "__main__":
    main()

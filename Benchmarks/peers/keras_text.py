# SPDX-License-Identifier: Apache-2.0
"""The scripts `trec.lstm` and `reviews-zh.lstm` in Keras, as whole programs: padded and masked."""

from keras_common import SYSTEM, compile_classifier, fit, keras, tensorflow, use_threads
from measure import measure_training, training_options
from texts import WORKS, Row, Work


def dataset(rows: list[Row], batch: int, shuffle: bool = False) -> tensorflow.data.Dataset:
    """Batches of tokens `[B, T]`, padded with 0 to the longest of the batch, and of classes."""
    tokens = tensorflow.ragged.constant([text for text, _ in rows], dtype="int32")
    data = tensorflow.data.Dataset.from_tensor_slices((tokens, [label for _, label in rows]))
    if shuffle:
        data = data.shuffle(len(rows))
    pad = data.batch(batch).map(lambda texts, labels: (texts.to_tensor(), labels))
    return pad.prefetch(tensorflow.data.AUTOTUNE)


def classifier(work: Work) -> keras.Model:
    """The model of the script; Keras's initial weights are the ones that our side uses too."""
    model = keras.Sequential([
        keras.Input((None,), dtype="int32"),
        keras.layers.Embedding(work.vocabulary, work.embedding, mask_zero=True),
        keras.layers.Bidirectional(keras.layers.LSTM(work.hidden)),
        keras.layers.Dropout(work.dropout),
        keras.layers.Dense(work.classes),
    ])
    return compile_classifier(model, work.rate, work.clip)


def train(model: keras.Model, work: Work, epochs: int) -> None:
    """Trains as the script does."""
    valid = dataset(work.valid, 256) if work.valid else None
    fit(model, dataset(work.train, work.batch, shuffle=True), valid, epochs)


def main() -> None:
    parser = training_options(__doc__)
    parser.add_argument("work", choices=WORKS)
    arguments = parser.parse_args()
    use_threads(arguments.threads)
    work = WORKS[arguments.work](arguments.data)
    model, epochs = classifier(work), arguments.epochs or work.epochs
    measure_training(
        arguments.work, SYSTEM, arguments.threads, epochs,
        train=lambda: train(model, work, epochs),
        accuracy=lambda: model.evaluate(dataset(work.test, 256), verbose=0)[1])


if __name__ == "__main__":
    main()

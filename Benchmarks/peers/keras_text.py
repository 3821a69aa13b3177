# SPDX-License-Identifier: Apache-2.0
"""The scripts `trec.lstm` and `reviews-zh.lstm` in Keras, as whole programs: padded and masked."""

import time
from pathlib import Path

from keras_common import SYSTEM, keras, tensorflow, use_threads
from measure import emit, options, peak_memory
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
    model.compile(
        keras.optimizers.Adam(work.rate, global_clipnorm=work.clip),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


def train(model: keras.Model, work: Work, epochs: int) -> None:
    """Trains; where there are rows to validate on, the best epoch's weights are put back."""
    valid, keep_best = None, []
    if work.valid:
        valid = dataset(work.valid, 256).cache()
        keep_best = [
            keras.callbacks.EarlyStopping(
                "val_accuracy", mode="max", patience=epochs, restore_best_weights=True)]
    model.fit(
        dataset(work.train, work.batch, shuffle=True), epochs=epochs, validation_data=valid,
        callbacks=keep_best, verbose=0)


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("work", choices=WORKS)
    parser.add_argument("--epochs", type=int, help="in place of the script's own")
    parser.add_argument("--data", type=Path, required=True, help="the folder with the data sets")
    arguments = parser.parse_args()
    use_threads(arguments.threads)
    work = WORKS[arguments.work](arguments.data)
    model, epochs = classifier(work), arguments.epochs or work.epochs
    start = time.perf_counter()
    train(model, work, epochs)
    work_seconds = time.perf_counter() - start
    _, accuracy = model.evaluate(dataset(work.test, 256), verbose=0)
    emit(
        arguments.work, SYSTEM, arguments.threads, epochs=epochs,
        work_seconds=work_seconds, accuracy=accuracy, peak_memory=peak_memory())


if __name__ == "__main__":
    main()

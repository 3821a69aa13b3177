# SPDX-License-Identifier: Apache-2.0
"""Keras on TensorFlow made ready: its threads, its name, and how classifiers are trained."""

import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras  # noqa: E402  (the variables above are read on import)
import tensorflow  # noqa: E402

SYSTEM = f"Keras {keras.__version__}"


def use_threads(count: int) -> None:
    """Gives so many threads to the inside of operations, and to operations side by side."""
    tensorflow.config.threading.set_intra_op_parallelism_threads(count)
    tensorflow.config.threading.set_inter_op_parallelism_threads(count)
    keras.utils.set_random_seed(1)


def compile_classifier(model: keras.Model, rate: float, clip: float) -> keras.Model:
    """A model whose outputs are the scores of classes, with its loss and optimizer."""
    model.compile(
        keras.optimizers.Adam(rate, global_clipnorm=clip),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


def fit(
    model: keras.Model, train: tensorflow.data.Dataset, valid: tensorflow.data.Dataset | None,
    epochs: int
) -> None:
    """Trains; where there are rows to validate on, the best epoch's weights are put back."""
    keep_best = []
    if valid is not None:
        valid = valid.cache()
        keep_best = [
            keras.callbacks.EarlyStopping(
                "val_accuracy", mode="max", patience=epochs, restore_best_weights=True)]
    model.fit(train, epochs=epochs, validation_data=valid, callbacks=keep_best, verbose=0)

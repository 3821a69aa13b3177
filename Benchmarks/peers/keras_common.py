# SPDX-License-Identifier: Apache-2.0
"""Keras on TensorFlow made ready: its threads and its name."""

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

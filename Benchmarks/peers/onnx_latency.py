# SPDX-License-Identifier: Apache-2.0
"""The prediction of `pytorch_latency.py` by ONNX Runtime: the model is exported, then timed."""

import io

import numpy
import onnxruntime
import torch

from measure import emit, median_seconds, options
from pytorch_latency import sentence, sentence_model


def exported(model: torch.nn.Module, tokens: torch.Tensor) -> bytes:
    """The model in ONNX's format, for sentences of this length; its LSTM is one node."""
    program = torch.onnx.export(model, (tokens,), input_names=["tokens"], verbose=False)
    file = io.BytesIO()
    program.save(file)
    return file.getvalue()


def session(model: bytes, threads: int) -> onnxruntime.InferenceSession:
    """A session in which `threads` threads compute one operator at a time."""
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = threads
    settings.inter_op_num_threads = 1
    settings.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    settings.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    return onnxruntime.InferenceSession(model, settings, providers=["CPUExecutionProvider"])


def main() -> None:
    arguments = options(__doc__, seconds=2).parse_args()
    model, tokens = sentence_model(), sentence()
    runtime = session(exported(model, tokens), arguments.threads)
    inputs = {"tokens": tokens.numpy()}
    with torch.inference_mode():
        expected = model(tokens).numpy()
    numpy.testing.assert_allclose(runtime.run(None, inputs)[0], expected, atol=1e-5)

    seconds = median_seconds(lambda: runtime.run(None, inputs), arguments.seconds)
    system = f"ONNX Runtime {onnxruntime.__version__}"
    emit("latency", system, arguments.threads, seconds=seconds)


if __name__ == "__main__":
    main()

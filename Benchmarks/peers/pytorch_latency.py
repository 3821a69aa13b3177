# SPDX-License-Identifier: Apache-2.0
"""One prediction: a sentence of 20 tokens through an embedding, a bidirectional LSTM and a head."""

import torch

from measure import emit, median_seconds, options
from pytorch_common import SYSTEM, SentenceClassifier, use_threads

VOCABULARY = 5000
TOKENS = 20


def sentence_model() -> SentenceClassifier:
    """The model whose prediction is timed, ready to predict."""
    torch.manual_seed(1)
    return SentenceClassifier(VOCABULARY, embedding=100, hidden=128, classes=6).eval()


def sentence() -> torch.Tensor:
    """A batch of one sentence, `[1, 20]`."""
    return torch.randint(1, VOCABULARY, (1, TOKENS))


def main() -> None:
    arguments = options(__doc__, seconds=2).parse_args()
    use_threads(arguments.threads)
    model, tokens = sentence_model(), sentence()

    def predict() -> None:
        with torch.inference_mode():
            model(tokens)

    seconds = median_seconds(predict, arguments.seconds)
    emit("latency", SYSTEM, arguments.threads, seconds=seconds)


if __name__ == "__main__":
    main()

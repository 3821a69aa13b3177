# SPDX-License-Identifier: Apache-2.0
"""Scores the texts of texts.pairs with sacrebleu, rouge-score and jiwer: writes texts.scores.

Needs `pip install sacrebleu rouge-score jiwer`. A line is the corpus, the figure and its numbers; a
figure `NAME.rows` has one number a row.
"""

import logging
import pathlib
import re

import jiwer
import numpy
from rouge_score import rouge_scorer
from sacrebleu import significance
from sacrebleu.metrics import BLEU, CHRF

ESCAPES = {"n": "\n", "t": "\t", "\\": "\\"}


def unescaped(text):
    """A text of the file as it is meant."""

    def character(match):
        return chr(int(match[2], 16)) if match[2] else ESCAPES[match[1]]

    return re.sub(r"\\(u\{([0-9A-F]+)\}|[nt\\])", character, text)


def read(path):
    """The corpora: for each name its references and its hypotheses."""
    corpora = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line or line.startswith("#"):
            continue
        kind, _, text = line.partition(" ")
        if kind == "corpus":
            references, hypotheses = corpora[text] = ([], [])
        else:
            (references if kind == "ref" else hypotheses).append(unescaped(text))
    return corpora


def bleu(references, hypotheses):
    for tokenizer in ["13a", "zh", "char", "none"]:
        for case in ["mixed", "lc"]:
            options = dict(tokenize=tokenizer, lowercase=case == "lc")
            metric = BLEU(**options)
            score = metric.corpus_score(hypotheses, [references])
            name = f"bleu.{tokenizer}.{case}"
            yield name, [score.score, score.bp, *score.precisions]
            yield f"{name}.counts", [*score.counts, *score.totals, score.sys_len, score.ref_len]
            metric = BLEU(effective_order=True, **options)
            rows = zip(hypotheses, references)
            yield f"{name}.rows", [metric.sentence_score(one, [other]).score for one, other in rows]


def chrf(references, hypotheses):
    for words in [0, 1, 2]:
        for case in ["mixed", "lc"]:
            metric = CHRF(word_order=words, lowercase=case == "lc")
            score = metric.corpus_score(hypotheses, [references]).score
            pairs = zip(hypotheses, references)
            rows = [metric.sentence_score(one, [other]).score for one, other in pairs]
            yield f"chrf.{words}.{case}", [score]
            yield f"chrf.{words}.{case}.rows", rows


def rouge(references, hypotheses):
    names = ["rouge1", "rouge2", "rougeL"]
    scorer = rouge_scorer.RougeScorer(names, use_stemmer=False)
    rows = [scorer.score(reference, text) for reference, text in zip(references, hypotheses)]
    for name in names:
        figures = [row[name].fmeasure for row in rows]
        yield name, [numpy.mean(figures)]
        yield f"{name}.rows", figures


def errors(references, hypotheses):
    """Edits and the length of the references; of words that stand between single blanks."""
    words = [[" ".join(text.split()) for text in texts] for texts in (references, hypotheses)]
    for name, result in [
        ("wer", jiwer.process_words(*words)),
        ("cer", jiwer.process_characters(references, hypotheses)),
    ]:
        edits = result.substitutions + result.insertions + result.deletions
        yield name, [edits, result.hits + result.substitutions + result.deletions]
    pairs = zip(references, hypotheses)
    yield "exact", [numpy.mean([one.split() == other.split() for one, other in pairs])]


def bootstrap(references, hypotheses):
    """sacrebleu's comparison of the hypotheses with a baseline.

    The baseline is the references without each fourth word. Draws are the rows of each resample, one after the other; as NumPy draws them for sacrebleu.
    """
    samples = 60
    baseline = [
        " ".join(word for at, word in enumerate(text.split()) if at % 4 != 3) for text in references
    ]
    test = significance.PairedTest(
        [("baseline", baseline), ("candidate", hypotheses)],
        {"BLEU": BLEU(), "chrF": CHRF()}, [references], test_type="bs", n_samples=samples)
    draws = numpy.random.default_rng(12345).choice(
        len(references), size=(samples, len(references)), replace=True)
    yield "draws", draws.reshape(-1).tolist()
    results = test()[1]
    for name in ["BLEU", "chrF2"]:
        one, other = results[name]
        yield f"bootstrap.{name}", [
            one.score, one.mean, one.ci, other.score, other.mean, other.ci, other.p_value]


def main():
    logging.disable(logging.CRITICAL)
    folder = pathlib.Path(__file__).resolve().parent
    lines = ["# SPDX-License-Identifier: Apache-2.0", "# made by make_texts.py of texts.pairs"]
    for corpus, texts in read(folder / "texts.pairs").items():
        makers = [bleu, chrf, rouge, errors] + ([bootstrap] if corpus == "english" else [])
        for maker in makers:
            for name, numbers in maker(*texts):
                values = " ".join(f"{number:.12g}" for number in numbers)
                lines.append(f"{corpus} {name} {values}")
    (folder / "texts.scores").write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()

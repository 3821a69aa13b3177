// SPDX-License-Identifier: Apache-2.0

/// The figures that evaluations have; one line each.
///
/// A share of nothing is 0: the precision of a class that was never predicted, the recall of one that no
/// row has, and the F1 of both.
public enum MetricCatalog {
  /// All of them, in the order of tables.
  public static let entries: [MetricEntry] = [
    accuracy, f1, precision, recall, f1Micro, precisionMicro, recallMicro, f1Macro, precisionMacro,
    recallMacro, f1Weighted, precisionWeighted, recallWeighted, auc, averagePrecision, ece, rmse,
    mae, r2, mape, smape, mase, quantileLoss, coverage50, coverage80, coverage95, bleu, chrf,
    rouge1,
    rouge2, rougeL, wer, cer, exact, blanks, loss, perplexity, bits, rows, tokens,
  ]

  /// The entry of a name.
  public static func entry(_ name: String) -> MetricEntry? { entries.first { $0.name == name } }

  static let accuracy = MetricEntry(
    "accuracy", .share, .higher,
    "share of rows, or of tokens, that are right; with labels of rows with just theirs")
  static let f1 = MetricEntry(
    "f1", .share, .higher,
    "macro F1 of classes; of entities, phrases or labels that of all of them (micro)")
  static let precision = MetricEntry(
    "precision", .share, .higher,
    "macro precision; of entities, phrases or labels that of all of them")
  static let recall = MetricEntry(
    "recall", .share, .higher, "macro recall; of entities, phrases or labels that of all of them")
  static let f1Micro = MetricEntry(
    "f1_micro", .share, .higher,
    "F1 of all rows, entities, phrases or labels, each counted the same")
  static let precisionMicro = MetricEntry(
    "precision_micro", .share, .higher,
    "precision of all rows, entities, phrases or labels, each counted the same")
  static let recallMicro = MetricEntry(
    "recall_micro", .share, .higher,
    "recall of all rows, entities, phrases or labels, each counted the same")
  static let f1Macro = MetricEntry(
    "f1_macro", .share, .higher,
    "mean F1 over the classes, labels or types of entities that rows have or were given")
  static let precisionMacro = MetricEntry(
    "precision_macro", .share, .higher,
    "mean precision over the classes, labels or types that rows have or were given")
  static let recallMacro = MetricEntry(
    "recall_macro", .share, .higher,
    "mean recall over the classes, labels or types that rows have or were given")
  static let f1Weighted = MetricEntry(
    "f1_weighted", .share, .higher,
    "mean F1, weighted by how often each class, label or type is there")
  static let precisionWeighted = MetricEntry(
    "precision_weighted", .share, .higher,
    "mean precision, weighted by how often each class, label or type is there")
  static let recallWeighted = MetricEntry(
    "recall_weighted", .share, .higher,
    "mean recall, weighted by how often each class, label or type is there")
  static let auc = MetricEntry(
    "auc", .share, .higher,
    "area under the ROC curve, a tie being one half: of two classes that of the second, "
      + "else the mean over the classes or labels that some rows have and some have not",
    absence: noRanks)
  static let averagePrecision = MetricEntry(
    "average_precision", .share, .higher,
    "area under precision over recall in steps, ties one step: of two classes that of "
      + "the second, else the mean over the classes or labels that rows have",
    absence: noRanks)
  static let ece = MetricEntry(
    "ece", .share, .lower,
    "expected calibration error of classes: how far the probability of the most probable class is from "
      + "how often it is right, over \(Calibration.standardBins) bins of equal width")
  static let rmse = MetricEntry(
    "rmse", .target, .lower, "root of the mean squared error, in the unit of the target")
  static let mae = MetricEntry(
    "mae", .target, .lower, "mean absolute error, in the unit of the target")
  static let r2 = MetricEntry(
    "r2", .number, .higher,
    "share of the variance that is explained: 1 - squared errors / squared distances from the mean; of "
      + "several columns the mean",
    absence: "the numbers of the rows are all the same")
  static let mape = MetricEntry(
    "mape", .share, .lower,
    "mean absolute error as a share of the number; those that are 0 do not count",
    absence: "all numbers of the rows are 0")
  static let smape = MetricEntry(
    "smape", .share, .lower,
    "of forecasts: mean of 2·|error| / (|number| + |forecast|); where both are 0 it does not count",
    absence: "all numbers and forecasts of the rows are 0")
  static let mase = MetricEntry(
    "mase", .number, .lower,
    "of forecasts: mean absolute error over that of the seasonal naive forecast one season ahead on the "
      + "steps that train, series by series; the mean of those where that is not 0",
    absence: "no series has a season of steps that train and change")
  static let quantileLoss = MetricEntry(
    "wql", .share, .lower,
    "of forecasts: mean weighted quantile loss over 0.1 to 0.9; of points the absolute error over the "
      + "sum of the numbers",
    absence: "all numbers of the rows are 0")
  static let coverage50 = coverage(50)
  static let coverage80 = coverage(80)
  static let coverage95 = coverage(95)

  private static func coverage(_ percent: Int) -> MetricEntry {
    MetricEntry(
      "coverage\(percent)", .share, .neither,
      "of forecasts: share of the numbers that lie in their interval of \(percent) %",
      absence: "points have no intervals: `output gaussian`, `student` or `quantiles=` gives some")
  }
  static let bleu = MetricEntry(
    "bleu", .number, .higher,
    "of generated texts: BLEU of all rows together, from 0 to 100, as sacrebleu has it",
    absence: noReference)
  static let chrf = MetricEntry(
    "chrf", .number, .higher,
    "of generated texts: F-score of n-grams of 1 to 6 characters of all rows together, from 0 to 100, "
      + "as sacrebleu has it",
    absence: noReference)
  static let rouge1 = MetricEntry(
    "rouge1", .share, .higher,
    "of generated texts: F1 of the words, or characters, of a row; the mean over the rows")
  static let rouge2 = MetricEntry(
    "rouge2", .share, .higher,
    "of generated texts: F1 of the pairs of words, or characters, of a row; the mean over the rows")
  static let rougeL = MetricEntry(
    "rougeL", .share, .higher,
    "of generated texts: F1 of the longest common subsequence of a row; the mean over the rows")
  static let wer = MetricEntry(
    "wer", .share, .lower,
    "of generated texts: words to be replaced, put in or left out, per word of the references",
    absence: noReference)
  /// Character errors per character of the references.
  public static let cer = MetricEntry(
    "cer", .share, .lower,
    "of generated texts: characters to be replaced, put in or left out, per character of the references",
    absence: noReference)
  static let exact = MetricEntry(
    "exact", .share, .higher,
    "of generated texts: share of rows whose words are those of the reference")
  /// The share of the steps at which nothing is read.
  public static let blanks = MetricEntry(
    "blanks", .share, .neither,
    "of transcripts: share of the steps at which nothing is read; where it is 1 nothing is learned yet",
    absence: "there are no steps")
  static let loss = MetricEntry("loss", .nats, .lower, "mean loss, in nats")
  /// e to the mean loss of a token.
  public static let perplexity = MetricEntry(
    "perplexity", .number, .lower, "e to the mean loss of a token; of a language model")
  static let bits = MetricEntry(
    "bits", .bits, .lower, "mean loss in bits; of a language model over characters, bits each")
  static let rows = MetricEntry("rows", .count, .neither, "rows evaluated")
  static let tokens = MetricEntry(
    "tokens", .count, .neither, "tokens that were to be predicted; of a language model")

  private static let noRanks = "there is no class that some of the rows have and some have not"
  private static let noReference = "the references of all rows are empty"
}

extension Metric {
  static let loss = Metric.of(MetricCatalog.loss, LossSum.self) { $0.mean }
  static let rows = Metric.of(MetricCatalog.rows, RowCount.self) { Double($0.rows) }
}

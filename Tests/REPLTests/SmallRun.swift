// SPDX-License-Identifier: Apache-2.0

/// A run that takes no time, for tests of what stands around it.
enum SmallRun {
  /// Twelve rows in three splits, easy to learn, and the model of the run.
  static let model = """
    data d = rows [text, label] [
      ["good clean room", "good"], ["bad dirty room", "bad"], ["good kind staff", "good"],
      ["bad rude staff", "bad"], ["good warm bread", "good"], ["bad stale bread", "bad"],
      ["good quiet night", "good"], ["bad noisy night", "bad"], ["good soft bed", "good"],
      ["bad hard bed", "bad"], ["good fresh air", "good"], ["bad damp air", "bad"]
    ] { split 50/25/25 shuffle=no }
    model m(units=3) for d = embed 4 | lstm units | output

    """

  /// A script with the run `r`.
  static func script(epochs: Int) -> String {
    model + "train r = m epochs=\(epochs) batch=2 lr=0.05\n"
  }
}

// SPDX-License-Identifier: Apache-2.0

import LSTM

/// A figure of an epoch, as tables and the log of training show it.
struct EpochFigure: Sendable {
  /// What it is called.
  let name: String
  /// How many decimals are shown.
  var decimals = 4
  /// Nil where a run has no such figure.
  let value: @Sendable (EpochResult) -> Double?

  /// As it is shown; empty where there is none.
  func text(_ epoch: EpochResult) -> String {
    value(epoch).map { FixedDecimal.string($0, decimals: decimals) } ?? ""
  }

  /// The figures in the order of a table.
  static let all = [
    EpochFigure(name: "train.loss") { $0.trainLoss },
    EpochFigure(name: "valid.loss") { $0.validLoss },
    EpochFigure(name: "valid.perplexity", decimals: 2) { $0.validPerplexity },
    EpochFigure(name: "valid.accuracy") { $0.validAccuracy },
    EpochFigure(name: "valid.f1") { $0.validF1 },
  ]

  /// Those that some epochs have, with the accuracy for each further target.
  static func all(of epochs: [EpochResult]) -> [EpochFigure] {
    all.filter { figure in epochs.contains { figure.value($0) != nil } }
      + (epochs.first?.validOthers ?? []).map { other in
        let name = "\(other.name).accuracy"
        return EpochFigure(name: "valid.\(name)") { $0.figure(name) }
      }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The catalog entries of the recurrent layers: each cell in one direction and in both.
enum RecurrentEntries {
  static let all: [LayerEntry] = [
    lstm(
      "lstm", both: false, "long short-term memory; a vector at every step", "lstm 128 dropout=0.2"),
    lstm(
      "bilstm", both: true, "lstm in both directions; twice the units come out",
      "bilstm 128 x2 dropout=0.3"),
    entry(
      GRUCell.self, "gru", both: false, "gated recurrent unit; lighter than lstm", "gru 128"),
    entry(
      GRUCell.self, "bigru", both: true,
      "gru in both directions; twice the units come out", "bigru 64"),
  ]

  private static func lstm(
    _ name: String, both: Bool, _ summary: String, _ example: String
  ) -> LayerEntry {
    LayerEntry(
      name: name, summary: summary, arguments: arguments + [peephole.spec], example: example,
      make: { arguments -> any Layer in
        if arguments[peephole] {
          Recurrent<PeepholeCell>(arguments, both: both)
        } else {
          Recurrent<LSTMCell>(arguments, both: both)
        }
      })
  }

  private static func entry<Cell: RecurrentCell>(
    _: Cell.Type, _ name: String, both: Bool, _ summary: String, _ example: String
  ) -> LayerEntry {
    LayerEntry(
      name: name, summary: summary, arguments: arguments, example: example,
      make: { Recurrent<Cell>($0, both: both) })
  }

  /// Whether the gates see the state; model files name it only where they do.
  static let peephole = ArgumentKey.boolean(
    "peephole", default: false,
    help: "whether the gates see the cell's state, each unit its own; zero at the start")

  /// Dropout of single weights; model files name it only where there is some.
  static let weightDropout = ArgumentKey.number(
    "weight_dropout", .from(0, below: 1), default: 0,
    help: "dropout on the weights of the state, one mask a batch (weight-drop)")

  fileprivate static let units = ArgumentKey.integer(
    "units", 1...65_536, default: nil, positional: true, help: "units in each direction")

  /// Dropout of what comes in.
  static let dropout = ArgumentKey.number(
    "dropout", .from(0, below: 1), default: 0,
    help: "dropout on the input, one mask a sequence; with xN only between the layers")

  static let recurrentDropout = ArgumentKey.number(
    "recurrent_dropout", .from(0, below: 1), default: 0,
    help: "dropout on the state between steps, one mask a sequence")

  private static let arguments = [
    units.spec, dropout.spec, recurrentDropout.spec, weightDropout.spec,
  ]
}

extension Recurrent {
  /// The layer of some settings.
  fileprivate init(_ arguments: Arguments, both: Bool) {
    self.init(
      units: arguments[RecurrentEntries.units], isBidirectional: both,
      dropout: arguments[RecurrentEntries.dropout],
      recurrentDropout: arguments[RecurrentEntries.recurrentDropout],
      weightDropout: arguments[RecurrentEntries.weightDropout])
  }
}

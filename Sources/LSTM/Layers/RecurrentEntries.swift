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
      name: name, summary: summary, arguments: arguments + [peephole], example: example,
      make: { arguments -> any Layer in
        if arguments["peephole"] == .boolean(true) {
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
  static let peephole = ArgumentSpec(
    "peephole", .boolean, default: .boolean(false),
    help: "whether the gates see the cell's state, each unit its own; zero at the start")

  /// Dropout of single weights; model files name it only where there is some.
  static let weightDropout = ArgumentSpec(
    "weight_dropout", .number(.from(0, below: 1)), default: .number(0),
    help: "dropout on the weights of the state, one mask a batch (weight-drop)")

  private static let arguments = [
    ArgumentSpec(
      "units", .integer(1...65_536), default: nil, positional: true,
      help: "units in each direction"),
    ArgumentSpec(
      "dropout", .number(.from(0, below: 1)), default: .number(0),
      help: "dropout on the input, one mask a sequence; with xN only between the layers"),
    ArgumentSpec(
      "recurrent_dropout", .number(.from(0, below: 1)), default: .number(0),
      help: "dropout on the state between steps, one mask a sequence"),
    weightDropout,
  ]
}

extension Recurrent {
  /// The layer of some settings.
  fileprivate init(_ arguments: Arguments, both: Bool) {
    self.init(
      units: arguments.integer("units"), isBidirectional: both,
      dropout: arguments.number("dropout"),
      recurrentDropout: arguments.number("recurrent_dropout"),
      weightDropout: arguments.number("weight_dropout"))
  }
}

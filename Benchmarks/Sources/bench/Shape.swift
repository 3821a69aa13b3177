// SPDX-License-Identifier: Apache-2.0

/// A stack of LSTM layers and the batch it is given: a row of the table.
struct Shape {
  let name: String
  let layers: Int
  let hidden: Int
  let input: Int
  let batch: Int
  let time: Int
  var isBidirectional = false

  /// The table of the design page.
  static let table = [
    Shape(name: "ptb-small", layers: 2, hidden: 200, input: 200, batch: 20, time: 20),
    Shape(name: "ptb-medium", layers: 2, hidden: 650, input: 650, batch: 20, time: 35),
    Shape(name: "keras64", layers: 1, hidden: 64, input: 8, batch: 32, time: 100),
    Shape(name: "keras128", layers: 1, hidden: 128, input: 10, batch: 32, time: 100),
    Shape(
      name: "tagger", layers: 2, hidden: 256, input: 100, batch: 32, time: 40,
      isBidirectional: true),
    Shape(name: "char512", layers: 2, hidden: 512, input: 128, batch: 64, time: 64),
    Shape(name: "wide", layers: 1, hidden: 1024, input: 1024, batch: 32, time: 32),
    Shape(name: "single", layers: 1, hidden: 256, input: 100, batch: 1, time: 40),
  ]

  var directions: Int { isBidirectional ? 2 : 1 }

  /// The features that a layer is given.
  func features(of layer: Int) -> Int { layer == 0 ? input : directions * hidden }

  /// Floating point operations of one way forward: two for each multiply-add of the products.
  var operations: Double {
    (0..<layers).reduce(0) { sum, layer in
      sum + Double(directions * batch * time * 4 * hidden * (features(of: layer) + hidden)) * 2
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

extension DataFormat {
  /// One NumPy array, with the targets in another file.
  public static let npy = DataFormat(
    name: "npy",
    extensions: ["npy"],
    help: "a NumPy array of numbers with the axes (cases, steps, features), or (cases, steps): the "
      + "columns are x1, x2, … with the sequence of each feature, and target; whole numbers are "
      + "classes, others are numbers, NaN is missing",
    options: [
      FormatOption(
        name: "targets", kind: .text, defaultValue: nil,
        help: "a file beside this one with the targets: a value a case, or several")
    ],
    example: """
      import numpy as np
      np.save("x.npy", np.zeros((320, 100, 10), np.float32))
      np.save("y.npy", np.arange(320) % 4)
      """,
    use: .arrays,
    open: { (request) throws(DataError) in
      let targets = try request.options.text("targets").map { (path) throws(DataError) in
        try NPYArray(path: request.beside(path))
      }
      return try NPYRows(
        try NPYArray(path: request.path), targets: targets, wanted: request.filter)
    })
}

extension ColumnUse {
  /// Of NumPy arrays.
  static let arrays = ColumnUse(
    inputs: .sequences, targets: ["target"], numberedTarget: "target")
}

// SPDX-License-Identifier: Apache-2.0

/// How the file of the training rows was read: files to predict are read the same way.
public struct SavedReading: Codable, Hashable, Sendable {
  /// The name of the format.
  public let format: String
  /// The options of the format.
  public let options: FormatOptions
  /// The name of the format that the file's extension stands for; nil where it stands for none.
  public let named: String?
  /// The columns of the file.
  public let columns: [String]
  /// The columns with what is predicted, which a file to predict may be without.
  public let targets: [String]

  /// How a file was read.
  public init(
    format: DataFormat, options: FormatOptions, path: String, columns: [String],
    targets: [String]
  ) {
    self.format = format.name
    self.options = options
    named = DataFormats.named(by: path)?.name
    self.columns = columns
    self.targets = targets
  }
}

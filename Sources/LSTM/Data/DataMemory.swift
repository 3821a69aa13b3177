// SPDX-License-Identifier: Apache-2.0

/// What the rows of a data set take in memory while it is made, in bytes and roughly.
struct DataMemory {
  /// The bytes.
  let bytes: Int

  /// Estimates it from the texts that were cut; those of other rows are taken to be like them.
  init(_ text: FittedText) {
    let (texts, corpus, vocabulary) = (text.texts, text.corpus, text.transform.vocabulary)
    var (heap, tokens, cut) = (0, 0, 0)
    for (row, text) in texts.enumerated() where corpus.isCut(row) {
      let count = text.utf8.count
      // Texts of up to 15 bytes stand in their place.
      if count > 15 { heap += (Self.objectHeader + count + 15) / 16 * 16 }
      tokens += corpus.words(of: row).count
      cut += 1
    }
    let share = Double(texts.count) / Double(max(cut, 1))
    let perText = Double(heap + Self.bytesAToken * tokens) * share
    bytes = Int(perText) + Self.bytesARow * texts.count + Self.bytesAWord * vocabulary.count
  }

  /// Estimates it for numbers: as they were read, in double precision, and as a network reads them.
  init(_ numbers: NumberInput) {
    let raw = numbers.raw
    // Steps of a series, and rows of one step, come as cells of text; the others as sequences.
    let areCells = numbers.series != nil || raw.stepCount == raw.rowCount
    let cell = areCells ? MemoryLayout<String>.stride : MemoryLayout<Float>.stride
    bytes =
      raw.values.count * (cell + MemoryLayout<Double>.stride)
      + numbers.column.values.count * MemoryLayout<Float>.stride
      + Self.bytesARowOfNumbers * raw.rowCount
  }

  /// Estimates it for series: as they were read and measured, in double precision, and as a network reads
  /// them.
  init(_ windows: WindowInput) {
    let (grid, transform) = (windows.grid, windows.transform)
    let columns = transform.channels.count
    let perStep =
      columns * (MemoryLayout<String>.stride + 3 * MemoryLayout<Double>.stride)
      + (transform.width + transform.targets.count) * MemoryLayout<Float>.stride
    bytes =
      grid.stepCount * perStep
      + windows.windows.count * (MemoryLayout<SeriesWindow>.stride + MemoryLayout<Int>.stride)
  }

  /// What comes before the bytes of a text that is an object of its own.
  private static let objectHeader = 48
  /// The numbers of a token, before and after words have theirs.
  private static let bytesAToken = 2 * MemoryLayout<Int32>.stride
  /// The places of a text and its label in columns, its lines, ranges and numbers.
  private static let bytesARow = 240
  /// The places of a row's target in columns, its lines, ranges and numbers.
  private static let bytesARowOfNumbers = 120
  /// A word in the table of all tokens and in the vocabulary.
  private static let bytesAWord = 200
}

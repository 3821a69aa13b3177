// SPDX-License-Identifier: Apache-2.0

/// What a decoder looked at for each token of a text that it wrote.
public struct TextAlignment: Hashable, Sendable {
  /// The tokens, the mark at the end included.
  public let tokens: [Int32]
  /// How probable each was after those before it.
  public let probabilities: [Double]
  /// For each token how much each step of the source was looked at; empty where nothing is.
  ///
  /// It is the mean over the heads, and adds up to 1.
  public let weights: [[Float]]
  /// The tokens of the source that each step is which was looked at: one, unless the encoder joins some.
  public let steps: [Range<Int>]
}

extension Network {
  /// What the decoder looked at for the tokens of a text; of several layers that look the last.
  ///
  /// - Parameters:
  ///   - tokens: the text, without the mark at its end.
  ///   - columns: what is read; row: whose source it is.
  public func alignment(
    of tokens: [Int32], from columns: [any Column], row: Int, _ task: any Decoding
  ) -> TextAlignment {
    let mark = task.transform.mark ?? 0
    var (feed, values) = (TokenColumn(), TokenColumn())
    feed.append([mark] + tokens)
    values.append(tokens + [mark])
    (feed.hasOwnSteps, feed.vocabulary) = (true, task.shape.count)
    // The source by itself is row 0, as the text is.
    let sources = columns.filter { !$0.hasOwnSteps }
    let all = sources + [SingleRow(feed, at: row)]
    let batch = Batch(
      PassSize(all, rows: [row], batch: 1, isTraining: false), for: model)
    batch.fill(all, rows: [row])
    let (aim, answer) = (Block(Array(values[0])), Block())
    return holdingWeights {
      self.answer(batch, aims: [aim], chooses: false, into: [answer])
      return TextAlignment(
        tokens: Array(values[0]), probabilities: answer.ownLosses.map { exponential(-$0) },
        weights: attention?.weights(of: 0) ?? [],
        steps: Self.joinedSteps(batch.layout.lengths[0], each: tokensAStep))
    }
  }

  /// Which of so many tokens make each step where so many become one; the last step ends with the last token.
  static func joinedSteps(_ tokens: Int, each count: Int) -> [Range<Int>] {
    let steps = (tokens + count - 1) / count
    let missing = steps * count - tokens
    return (0..<steps).map { max(0, $0 * count - missing)..<($0 + 1) * count - missing }
  }
}

/// A column of one row that is called by another number.
private struct SingleRow: Column {
  private let column: TokenColumn
  private let row: Int

  init(_ column: TokenColumn, at row: Int) { (self.column, self.row) = (column, row) }

  var rowCount: Int { row + 1 }
  var hasOwnSteps: Bool { column.hasOwnSteps }
  func flow(on axis: Axis) -> FlowType { column.flow(on: axis) }
  func length(of row: Int) -> Int { column.length(of: 0) }
  func gather(_ spans: [RowSpan], _ layout: BatchLayout, into block: Block) {
    column.gather(
      spans.map { RowSpan(row: 0, start: $0.start, count: $0.count) }, layout, into: block)
  }
  func combine(_ rows: [Int], into hash: inout Fingerprint) { column.combine([0], into: &hash) }
}

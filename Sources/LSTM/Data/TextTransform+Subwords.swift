// SPDX-License-Identifier: Apache-2.0

extension TextTransform {
  /// A text in its normal form, and what each of its units covers there; no units where tokens are others.
  public func pieces(of text: String) -> (text: String, pieces: [SubwordPiece]) {
    let formed = options.normalization.applied(to: text)
    guard let subwords = options.subwords else { return (formed, []) }
    let encoder = SubwordEncoder(subwords, options.splitter, remembers: false)
    let pieces = encoder.pieces(of: formed)
    return (formed, Array(pieces.prefix(max(options.maxLength ?? .max, 1))))
  }
}

// SPDX-License-Identifier: Apache-2.0

extension TextTransform {
  /// The numbers of a text's tokens for an epoch of training in which some joins of subword units are left
  /// out; the same as ever where tokens are no such units.
  func encode(_ text: String, _ dropout: MergeDropout) -> [Int32] {
    guard let subwords = options.subwords else { return encode(text) }
    var ids: [Int32] = []
    SubwordEncoder(subwords, options.splitter, remembers: false).encode(
      options.normalization.applied(to: text), dropout, into: &ids)
    let kept = ids.prefix(max(options.maxLength ?? .max, 1))
    return kept.isEmpty ? [0] : Array(kept)
  }

  /// A text in its normal form, and what each of its units covers there; no units where tokens are others.
  public func pieces(of text: String) -> (text: String, pieces: [SubwordPiece]) {
    let formed = options.normalization.applied(to: text)
    guard let subwords = options.subwords else { return (formed, []) }
    let encoder = SubwordEncoder(subwords, options.splitter, remembers: false)
    let pieces = encoder.pieces(of: formed)
    return (formed, Array(pieces.prefix(max(options.maxLength ?? .max, 1))))
  }
}

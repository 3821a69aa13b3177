// SPDX-License-Identifier: Apache-2.0

/// Cuts a text into runs, within which subword units are joined; no unit reaches over the end of one.
///
/// - a run of letters and their marks is one, a run of Han ideographs and kana, of punctuation marks,
///   and of pictures; each digit is one by itself;
/// - a blank belongs to the run after it, of whatever kind; one is put before each line, so that its
///   first word is the same as within it, unless the line begins with Chinese or Japanese, which is
///   written without, or with other white space;
/// - other white space is runs of its own, each line end one by itself;
/// - a run has at most 64 scalars, so that scripts without blanks cost no more than others.
///
/// Nothing is lost: the runs side by side are the text, but for the blanks that were put before its lines.
struct SubwordSplitter: Hashable, Sendable {
  /// Whether capital letters become small ones.
  var lower = false
  /// Whether each digit becomes a 0.
  var foldsDigits = false
  /// Whether white space is kept as it is; else a stretch of it is one blank, and none at both ends.
  var keepsSpace = true

  /// How many scalars a run has at most.
  static let longest = 64

  /// Calls `body` with each run in order; none is empty.
  ///
  /// - Parameter run: what the runs are written to; `body` may read it, and it is empty afterwards.
  func forEachRun(
    in text: String, _ run: inout SubwordRun, _ body: (inout SubwordRun) -> Void
  ) {
    let bytes = text.utf8Span.span
    var (kind, length, isAtStart, index, spaceStart) = (Kind.space, 0, true, 0, 0)
    run.removeAll()
    while index < bytes.count {
      let (scalar, size) = bytes.scalar(at: index)
      let place = index..<index + size
      index = place.upperBound
      let own = Kind(scalar)
      if own == .space, !keepsSpace {
        if isAtStart { continue }
        if kind != .space {
          Self.flush(&run, body)
          spaceStart = place.lowerBound
        }
        run.removeAll()
        run.append(" ", at: spaceStart..<place.upperBound)
        (kind, length) = (.space, 1)
        continue
      }
      if isAtStart {
        isAtStart = false
        if Self.wantsBlank(scalar) {
          run.append(" ", at: place.lowerBound..<place.lowerBound)
          length = 1
        }
      }
      if own == .space {
        let isLineEnd = scalar.isLineEnd
        if kind != .space || isLineEnd || length >= Self.longest {
          Self.flush(&run, body)
          length = 0
        }
        run.append(scalar, at: place)
        (kind, length) = (.space, length + 1)
        if isLineEnd { Self.flush(&run, body) }
        isAtStart = scalar == "\n"
        continue
      }
      let next = own == .joined ? kind == .space ? .sign : kind : own
      if kind == .space {
        length = Self.keepBlank(&run, body) ? 1 : 0
      } else if next != kind || own == .digit || length >= Self.longest {
        Self.flush(&run, body)
        length = 0
      }
      let isFolded = foldsDigits && own == .digit && scalar.isDecimal
      let isCapital = lower && own == .word
      run.append(
        isFolded
          ? "0" : isCapital ? bytes.scalarBeforeLowering(scalar, at: place.lowerBound) : scalar,
        lower: lower, at: place)
      (kind, length) = (next, length + 1)
    }
    if keepsSpace || kind != .space { Self.flush(&run, body) }
    run.removeAll()
  }

  /// Hands a run on, if there is one.
  private static func flush(_ run: inout SubwordRun, _ body: (inout SubwordRun) -> Void) {
    if run.bytes.isEmpty { return }
    body(&run)
    run.removeAll()
  }

  /// Hands white space on but for its last blank, which belongs to what follows; whether there is one.
  private static func keepBlank(
    _ run: inout SubwordRun, _ body: (inout SubwordRun) -> Void
  ) -> Bool {
    guard run.endsInBlank else {
      flush(&run, body)
      return false
    }
    if run.bytes.count == 1 { return true }
    let place = run.removeLast()
    flush(&run, body)
    run.append(" ", at: place ?? 0..<0)
    return true
  }

  /// Whether a blank is put before a line that begins so.
  static func wantsBlank(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == " " { return true }
    let isFullWidth =
      (0x3000...0x303F).contains(scalar.value) || (0xFF00...0xFF65).contains(scalar.value)
    let kind = Kind(scalar)
    return kind != .space && kind != .ideograph && !isFullWidth
  }

  /// The content of a run.
  private enum Kind {
    case space, word, ideograph, digit, sign, picture
    /// Part of whatever stands before.
    case joined

    init(_ scalar: Unicode.Scalar) {
      self =
        switch ScalarClass(scalar) {
        case .space: .space
        case .letter: .word
        case .ideograph: .ideograph
        case .digit: .digit
        case .punctuation: .sign
        case .picture: .picture
        case .mark, .invisible: .joined
        }
    }
  }
}

extension Unicode.Scalar {
  /// Whether this is a digit of decimal numbers, in any script.
  fileprivate var isDecimal: Bool {
    isASCII ? (0x30...0x39).contains(value) : properties.generalCategory == .decimalNumber
  }
}

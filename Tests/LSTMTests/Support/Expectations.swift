// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Holds values against expected ones to within `tolerance · (1 + |expected|)`, and records the worst that
/// is further away.
func expectClose(
  _ actual: [Float], _ expected: [Float], _ what: String, tolerance: Float = 1e-5,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard actual.count == expected.count else {
    Issue.record(
      "\(what): \(actual.count) values, not \(expected.count)", sourceLocation: sourceLocation)
    return
  }
  let excess = zip(actual, expected).map { abs($0 - $1) / (1 + abs($1)) }
  guard let worst = excess.indices.max(by: { excess[$0] < excess[$1] }) else { return }
  // NaN is no smaller than the tolerance and no larger.
  guard let bad = excess.firstIndex(where: { !($0 <= tolerance) }) else { return }
  let at = excess[worst] <= tolerance ? bad : worst
  Issue.record(
    "\(what): \(actual[at]) at \(at), not \(expected[at])", sourceLocation: sourceLocation)
}

/// Holds values against expected ones bit for bit; one NaN is as good as another.
func expectSameBits(
  _ actual: [Float], _ expected: [Float], _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard actual.count == expected.count else {
    Issue.record(
      "\(what): \(actual.count) values, not \(expected.count)", sourceLocation: sourceLocation)
    return
  }
  guard let at = actual.firstDifference(from: expected) else { return }
  Issue.record(
    "\(what): \(actual[at]) at \(at), not \(expected[at])", sourceLocation: sourceLocation)
}

extension [Float] {
  /// The first place with other bits than an array of the same length has; one NaN is as good as another.
  func firstDifference(from other: [Float]) -> Int? {
    if isIdentical(to: other) { return nil }
    return indices.first {
      self[$0].bitPattern != other[$0].bitPattern && !(self[$0].isNaN && other[$0].isNaN)
    }
  }

  private func isIdentical(to other: [Float]) -> Bool {
    withUnsafeBytes { mine in
      other.withUnsafeBytes { theirs in
        guard let a = mine.baseAddress, let b = theirs.baseAddress else { return isEmpty }
        return mine.count == theirs.count && memcmp(a, b, mine.count) == 0
      }
    }
  }
}

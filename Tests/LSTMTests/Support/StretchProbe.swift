// SPDX-License-Identifier: Apache-2.0

@testable import LSTM

/// A closure as work on stretches.
struct StretchProbe: StretchWork {
  let body: (_ stretch: Stretch, _ index: Int) -> Void

  init(_ body: @escaping (_ stretch: Stretch, _ index: Int) -> Void) { self.body = body }

  func visit(_ stretch: Stretch, index: Int) { body(stretch, index) }
}

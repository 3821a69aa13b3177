// SPDX-License-Identifier: Apache-2.0

extension StampForm {
  /// The one form of all stamps of a column; throws a problem with the first that is not of it, or
  /// with an empty text where there are no stamps.
  ///
  /// - Parameter first: which of day and month is first where the stamps do not say.
  init(fitting texts: [String], first: DateFirst = .auto) throws(StampProblem) {
    for var way in texts.first.map(StampFitting.all) ?? [] {
      if Self.firstUnread(of: texts, &way) == nil {
        var isAmbiguous = false
        if var swapped = way.swapped, Self.firstUnread(of: texts, &swapped) == nil {
          isAmbiguous = first == .auto
          if !isAmbiguous, !way.begins(with: first) { way = swapped }
        }
        self = way.form(isAmbiguous: isAmbiguous)
        return
      }
    }
    throw Self.problem(of: texts)
  }

  private static func firstUnread(of texts: [String], _ way: inout StampFitting) -> Int? {
    for (index, text) in texts.enumerated() where !way.take(text) { return index }
    return nil
  }

  /// The first stamp that is not of the form that most have, judged by those of three of them.
  private static func problem(of texts: [String]) -> StampProblem {
    var best = (count: 0, problem: StampProblem(index: 0, text: texts.first ?? "", others: nil))
    guard !texts.isEmpty else { return best.problem }
    for place in Set([0, texts.count / 2, texts.count - 1]).sorted() {
      for var way in StampFitting.all(for: texts[place]) {
        var count = 0
        var unread: Int?
        for (index, text) in texts.enumerated() {
          if way.take(text) { count += 1 } else { unread = unread ?? index }
        }
        guard count > best.count, let unread else { continue }
        let others = way.form(isAmbiguous: false)
        best = (count, StampProblem(index: unread, text: texts[unread], others: others))
      }
    }
    return best.problem
  }
}

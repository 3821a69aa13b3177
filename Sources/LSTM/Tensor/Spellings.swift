// SPDX-License-Identifier: Apache-2.0

/// How the tokens of a column are spelt: a table of the distinct spellings with their characters, and
/// the number of the spelling of each token.
public struct Spellings: Hashable, Sendable {
  /// The characters of all spellings, one after the other.
  private(set) var characters: [Int32] = []
  /// Where the characters of each spelling end.
  private var ends: [Int] = []
  /// The spelling of each token, as the values of the column stand.
  var numbers: [Int32] = []

  /// No spelling yet.
  init() {}

  /// How many distinct spellings there are.
  var count: Int { ends.count }

  /// Where the characters of a spelling stand.
  func range(of spelling: Int32) -> Range<Int> {
    let index = Int(spelling)
    return (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  /// How many characters a spelling has, at least one.
  func length(of spelling: Int32) -> Int { range(of: spelling).count }

  /// Adds a distinct spelling; one without characters is a single unknown one.
  mutating func append(_ spelling: some Collection<Int32>) {
    if spelling.isEmpty { characters.append(0) } else { characters += spelling }
    ends.append(characters.count)
  }
}

// SPDX-License-Identifier: Apache-2.0

extension StepValues {
  /// The values of a step or of a part of it, under a heading.
  struct Block {
    /// A value and what it is.
    typealias Row = (name: String, text: String)

    private static let width = 88
    let heading: String
    let rows: [Row]

    /// A heading and values.
    init(_ heading: String, _ rows: [Row]) {
      self.heading = heading
      self.rows = rows
    }

    /// The heading, and a line a value; long values go on under themselves.
    var lines: [String] {
      let column = 4 + (rows.map(\.name.count).max() ?? 0)
      return [heading]
        + rows.flatMap { row in
          Self.wrapped(row.text, to: Self.width - column).enumerated().map { index, line in
            let name = index == 0 ? "  " + row.name : ""
            return name + String(repeating: " ", count: column - name.count) + line
          }
        }
    }

    private static func wrapped(_ text: String, to width: Int) -> [String] {
      var lines = [""]
      for word in text.split(separator: " ", omittingEmptySubsequences: false) {
        let line = lines[lines.count - 1]
        if line.isEmpty {
          lines[lines.count - 1] = String(word)
        } else if line.count + 1 + word.count <= width {
          lines[lines.count - 1] += " " + word
        } else {
          lines.append(String(word))
        }
      }
      return lines
    }
  }
}

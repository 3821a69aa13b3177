// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// The picture of what a decoder looked at.
@Suite struct AlignmentMapTests {
  @Test func eachTokenHasItsPlaceAndEachWeightItsShade() {
    let map = AlignmentMap(
      read: ["cat", "<eats>"], written: ["猫", "吃", "the end"], weights: [[1, 0], [0.25, 0.75]])
    let picture = SVGWriter.write(.alignment("r: 猫吃", map))
    for name in [
      "猫 looked at cat: 1.00", "吃 looked at &lt;eats&gt;: 0.75", "the end looked at cat: 0.00",
    ] {
      #expect(picture.contains("<title>\(name)</title>"), "\(name)")
    }
    #expect(picture.contains("fill=\"\(SVGWriter.ramp(1))\""))
    #expect(picture.components(separatedBy: "<rect").count == 1 + 1 + 6)
  }

  @Test func nothingReadAndLongTextsAreDrawnToo() {
    let long = String(repeating: "长", count: 400)
    for (read, written) in [([], ["the end"]), ([long], [long, long]), ([], [])] {
      let picture = SVGWriter.write(
        .alignment(long, AlignmentMap(read: read, written: written, weights: [])))
      #expect(picture.hasPrefix("<svg") && picture.hasSuffix("</svg>\n"))
    }
  }
}

extension String {
  fileprivate func components(separatedBy part: String) -> [Substring] { split(separator: part) }
}

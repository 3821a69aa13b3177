// SPDX-License-Identifier: Apache-2.0

extension Model {
  /// Which of the numbers that the first layer gives are each column of the windows that are read, each
  /// part of the calendar, and the series; none where a later layer reads them.
  public func places(of windows: WindowTransform) -> [(name: String, places: Range<Int>)] {
    guard layers.first?.layer is InputsLayer else { return [] }
    var found: [(name: String, places: Range<Int>)] = []
    var next = 0
    for (name, width) in windows.namedWidths {
      if let last = found.last, last.name == name {
        found[found.count - 1].places = last.places.lowerBound..<next + width
      } else {
        found.append((name, next..<next + width))
      }
      next += width
    }
    return found
  }

  /// Which of the numbers that the first layer gives are each column of the numbers that are read; none
  /// where a later layer reads them.
  public func places(of numbers: NumberTransform) -> [(name: String, places: Range<Int>)] {
    guard let first = layers.first else { return [] }
    var next = 0
    for part in first.layer is JoinLayer ? first.parts : [first] {
      guard part.layer is InputsLayer else {
        next += part.output.features
        continue
      }
      return numbers.features.map { feature in
        let start = next
        next += feature.embed ?? feature.categories?.count ?? 1
        return (feature.name, start..<next)
      }
    }
    return []
  }
}

// SPDX-License-Identifier: Apache-2.0

import Testing

/// Expects numbers to be equal, to 1e-9 if nothing else is said.
func expectFigures(
  _ found: [Double], _ wanted: [Double], _ name: String, tolerance: Double = 1e-9,
  _ location: SourceLocation = #_sourceLocation
) {
  #expect(found.count == wanted.count, "\(name)", sourceLocation: location)
  for (index, (one, other)) in zip(found, wanted).enumerated() where !(abs(one - other) < tolerance)
  {
    Issue.record("\(name)[\(index)] is \(one), not \(other)", sourceLocation: location)
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Joins so many steps to one: `seq[features]` in, `seq[steps·features]` out, with fewer steps.
///
/// The last segment ends at the last step of a row; the first is filled up with zeros in its features,
/// so that no step is added and none is left out. What comes from a direction that read the sequence
/// from its end stands after all the rest, as in what is given.
struct SegmentLayer: Layer {
  /// How many steps become one.
  let steps: Int

  var consumption: Consumption { .sequence }

  var stride: Int { steps }

  func outputType(for input: FlowType) -> FlowType {
    .sequence(features: steps * input.features, backward: steps * input.backwardFeatures)
  }

  func parameters(for input: FlowType) -> [ParameterSpec] { [] }

  func makeStage(_ site: Site) -> any Stage { SegmentStage(site, steps: steps) }

  private static let count = ArgumentKey.integer(
    "steps", 2...1024, default: nil, positional: true, help: "how many steps become one")

  static let entry = LayerEntry(
    name: "segment",
    summary: "joins so many steps to one; the last ends at the end, the first is filled up with "
      + "zeros",
    arguments: [count.spec],
    example: "segment 2",
    make: { SegmentLayer(steps: $0[count]) })
}

private final class SegmentStage: Stage {
  private let count: Int
  /// Features at a step from the direction that reads forward, and from the other.
  private let ahead: Int
  private let behind: Int
  private let outer: Axis
  private let output = Buffer()
  private let inputGradient = Buffer()

  init(_ site: Site, steps: Int) {
    count = steps
    behind = site.input.backwardFeatures
    ahead = site.input.features - behind
    outer = site.output.axis ?? .leading
  }

  private var features: Int { ahead + behind }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    memory.reserve(output, size.every(count).total * count * features)
    if size.isTraining { memory.reserve(inputGradient, size.total * features) }
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    let y = output.matrix(pass.layouts[outer.number].total, count * features)
    y.fill(0)
    forEachStep(pass) { row, segment, place in
      let (from, to) = (input.row(row), y.row(segment))
      (to + place * ahead).update(from: from, count: ahead)
      (to + count * ahead + place * behind).update(from: from + ahead, count: behind)
    }
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    let dx = inputGradient.matrix(pass.batch.total, features)
    forEachStep(pass) { row, segment, place in
      let (from, to) = (gradient.row(segment), dx.row(row))
      to.update(from: from + place * ahead, count: ahead)
      (to + ahead).update(from: from + count * ahead + place * behind, count: behind)
    }
    return dx
  }

  /// Calls `body` with the row of each step, with that of its segment, and with its place there.
  private func forEachStep(
    _ pass: Pass, _ body: (_ row: Int, _ segment: Int, _ place: Int) -> Void
  ) {
    let (inner, outer) = (pass.batch, pass.layouts[outer.number])
    for row in 0..<inner.rows {
      // So many places of the first segment have no step.
      let empty = outer.lengths[row] * count - inner.lengths[row]
      for step in 0..<inner.lengths[row] {
        let at = step + empty
        body(
          inner.offsets[step] + row, outer.offsets[at / count] + row, at % count)
      }
    }
  }
}

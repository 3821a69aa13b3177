// SPDX-License-Identifier: Apache-2.0

/// Frames one after the other, of which the first may be gone.
struct FrameRun {
  let width: Int
  /// The rows that are held.
  private(set) var values: [Float]
  /// The number of the first frame that is held.
  private(set) var first: Int

  init(_ values: [Float] = [], width: Int) {
    (self.values, self.width, first) = (values, width, 0)
  }

  /// How many frames there were.
  var count: Int { first + values.count / width }

  /// A frame that is held, by its number.
  subscript(frame: Int) -> ArraySlice<Float> {
    let start = (frame - first) * width
    return values[start..<start + width]
  }

  /// Adds frames.
  mutating func append(_ rows: some Collection<Float>) { values += rows }

  /// Forgets the frames before a number, when they are many.
  mutating func forget(before frame: Int) {
    guard frame - first > 64, frame <= count else { return }
    values.removeFirst((frame - first) * width)
    first = frame
  }
}

/// How features change over time: the slopes of a recipe.
struct Slopes: Sendable {
  private let span: Int
  private let form: SoundRecipe.DeltaForm

  init(_ form: SoundRecipe.DeltaForm, span: Int) {
    (self.form, self.span) = (form, span)
  }

  /// Whether the second slope is that of the first.
  var isChained: Bool { form == .regression }

  /// How many frames after it a slope looks at.
  var lookahead: Int { span }

  /// The slopes of all frames.
  func all(of frames: FrameRun, order: Int) -> FrameRun {
    var rows: [Float] = []
    rows.reserveCapacity(frames.values.count)
    for frame in 0..<frames.count {
      append(frame, of: frames, order: order, isEnd: true, to: &rows)
    }
    return FrameRun(rows, width: frames.width)
  }

  /// How many slopes can be told when so many frames are there.
  func ready(_ count: Int, isEnd: Bool) -> Int {
    if isEnd { return count }
    return form == .fitted && count < 2 * span + 1 ? 0 : max(0, count - span)
  }

  /// Adds the slopes of a frame to rows.
  ///
  /// - Parameter order: of a chained slope always the first, of the slopes.
  func append(
    _ frame: Int, of frames: FrameRun, order: Int, isEnd: Bool, to rows: inout [Float]
  ) {
    let count = frames.count
    // A clip that is shorter than a stretch has its own ends repeated.
    let isFitted = form == .fitted && count > 2 * span
    let middle = isFitted ? min(max(frame, span), isEnd ? count - 1 - span : .max) : frame
    let places = (-span...span).map { min(max(middle + $0, 0), count - 1) }
    let weights = isChained || order == 1 ? line : parabola
    for feature in 0..<frames.width {
      var sum = 0.0
      for (place, weight) in zip(places, weights) {
        sum += weight * Double(frames.values[(place - frames.first) * frames.width + feature])
      }
      rows.append(Float(sum))
    }
  }

  /// The weights of the slope of the line through 2 span + 1 values.
  private var line: [Double] {
    let squares = (1...span).reduce(0) { $0 + 2 * $1 * $1 }
    return (-span...span).map { Double($0) / Double(squares) }
  }

  /// The weights of the second derivative of the parabola through as many.
  private var parabola: [Double] {
    let squares = (-span...span).map { Double($0 * $0) }
    let mean = squares.reduce(0, +) / Double(squares.count)
    let spread = squares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return squares.map { 2 * ($0 - mean) / spread }
  }
}

extension SoundRecipe {
  /// The slopes of the recipe.
  var slopes: Slopes { Slopes(deltaForm, span: deltaSpan) }
}

// SPDX-License-Identifier: Apache-2.0

/// Makes features of sound as it comes: all that it gives, put together, has the bits of
/// `FeatureExtractor.features`, however the samples are cut.
///
/// A row comes when all samples are there that it depends on. For recipes with a `streaming` obstacle
/// there is nothing to be told before the end: all rows come with `finish`.
struct FeatureStream {
  private let extractor: FeatureExtractor
  private let work: FrameWork
  /// The samples from `first` on.
  private var samples: [Float] = []
  private var first = 0
  /// Frames whose features are made.
  private var frames = 0
  private var base: FrameRun
  private var slope: FrameRun
  private var secondSlope: FrameRun
  /// Frames with their slopes.
  private var joined: FrameRun
  /// Rows that were given.
  private var given = 0

  /// A stream of samples at the rate of the recipe.
  init(_ extractor: FeatureExtractor) {
    self.extractor = extractor
    work = FrameWork(extractor)
    let width = extractor.recipe.base
    (base, slope, secondSlope) = (
      FrameRun(width: width), FrameRun(width: width), FrameRun(width: width)
    )
    joined = FrameRun(width: extractor.recipe.joined)
  }

  /// Takes samples and returns the rows that are known by them, [rows, width].
  mutating func push(_ more: some Collection<Float>) -> [Float] {
    samples += more
    guard extractor.recipe.streaming == nil else { return [] }
    let recipe = extractor.recipe
    let count = first + samples.count
    // The first frames of a reflected clip see as far after the first sample as before it, and one more.
    while max(recipe.start(ofFrame: frames) + recipe.windowSamples, recipe.lead + 2) <= count {
      makeFrame(count: .max)
    }
    forgetSamples()
    return rows(isEnd: false)
  }

  /// Returns the rows that are left when the clip is at its end: of a clip without any there is one.
  mutating func finish() -> [Float] {
    guard extractor.recipe.streaming == nil else { return extractor.features(ofSamples: samples) }
    let count = first + samples.count
    let all = extractor.recipe.frames(beforeStacking: count)
    while frames < all { makeFrame(count: count) }
    return rows(isEnd: true)
  }

  private mutating func makeFrame(count: Int) {
    work.take(frames, of: samples, from: first, count: count)
    let row = [Float](unsafeUninitializedCapacity: base.width) { row, initialized in
      row.initialize(repeating: 0)
      if let place = row.baseAddress { work.finish(to: place) }
      initialized = row.count
    }
    base.append(row)
    frames += 1
  }

  /// Forgets samples that no frame to come can see, its reflection included.
  private mutating func forgetSamples() {
    let recipe = extractor.recipe
    // A frame at the end looks at most a whole frame, and the sample before it, back from the end.
    let needed = min(recipe.start(ofFrame: frames) - 1, first + samples.count - recipe.size - 1)
    guard needed - first > 4096 else { return }
    samples.removeFirst(needed - first)
    first = needed
  }

  private mutating func rows(isEnd: Bool) -> [Float] {
    let recipe = extractor.recipe
    let slopes = recipe.slopes
    var known = base.count
    if recipe.deltas > 0 {
      known = fill(&slope, slopes, from: base, order: 1, isEnd)
    }
    if recipe.deltas > 1 {
      known = fill(&secondSlope, slopes, from: slopes.isChained ? slope : base, order: 2, isEnd)
    }
    for frame in joined.count..<max(known, joined.count) {
      joined.append(base[frame])
      if recipe.deltas > 0 { joined.append(slope[frame]) }
      if recipe.deltas > 1 { joined.append(secondSlope[frame]) }
    }
    var rows: [Float] = []
    while case let start = given * recipe.skip,
      isEnd ? start < joined.count : start + recipe.stack <= joined.count
    {
      for frame in start..<start + recipe.stack { rows += joined[min(frame, joined.count - 1)] }
      given += 1
    }
    // A slope at the end looks back by twice its span.
    let back = 2 * recipe.deltaSpan + 1
    base.forget(before: joined.count - back)
    slope.forget(before: joined.count - back)
    secondSlope.forget(before: joined.count)
    joined.forget(before: min(given * recipe.skip, joined.count - 1))
    return rows
  }

  /// Adds the slopes that can be told; returns how many there are.
  private func fill(
    _ target: inout FrameRun, _ slopes: Slopes, from source: FrameRun, order: Int, _ isEnd: Bool
  ) -> Int {
    for frame in target.count..<max(slopes.ready(source.count, isEnd: isEnd), target.count) {
      var row: [Float] = []
      slopes.append(frame, of: source, order: order, isEnd: isEnd, to: &row)
      target.append(row)
    }
    return target.count
  }
}

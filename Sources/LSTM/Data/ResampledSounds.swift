// SPDX-License-Identifier: Apache-2.0

/// Recordings that are changed anew for every epoch of training: moved in time, made louder, faster, noisy,
/// or with a part hidden.
///
/// How a row is changed depends on the seed, the column, the epoch and the row alone.
struct ResampledSounds: Sendable {
  private let recordings: Recordings
  private let augmentation: SoundAugmentation
  private let raw: RawNumbers
  private let measured: NumberTransform

  /// Nil where nothing is changed.
  init?(_ numbers: NumberInput) {
    guard let recordings = numbers.recordings, let augmentation = recordings.augmentation else {
      return nil
    }
    (self.recordings, self.augmentation) = (recordings, augmentation)
    (raw, measured) = (numbers.raw, numbers.transform)
  }

  /// Takes all that the frames of some rows depend on, beside the seed, into a hash.
  func combine(_ rows: some Sequence<Int>, into hash: inout Fingerprint) {
    hash.combine(Fingerprint(recordings.transform.column.utf8))
    let (own, noise) = (augmentation, augmentation.noise ?? 0...0)
    hash.combine(
      [
        own.shift, noise.lowerBound, noise.upperBound, own.gain, Double(own.speed),
        Double(own.timeMasks), own.timeMaskLength, own.timeMaskShare, Double(own.frequencyMasks),
        Double(own.frequencyMaskBins),
      ].map { Float($0) })
    guard augmentation.changesSound else { return }
    for row in rows { hash.combine(recordings.waveforms[row].samples) }
  }

  /// The frames of some rows in an epoch, as a network reads them; other rows have none.
  ///
  /// - Parameter pool: the threads that share the work.
  func frames(of rows: [Int], epoch: Int, seed: UInt64, _ pool: ThreadPool?) -> NumberColumn {
    let augmenter = SoundAugmenter(
      augmentation, recipe: recordings.transform.recipe, seed: seed,
      column: recordings.transform.column)
    let part = Part(count: rows.count)
    let work = Work(
      sounds: self, augmenter: augmenter,
      extractor: FeatureExtractor(recordings.transform.recipe), rows: rows, epoch: epoch, part: part
    )
    if let pool {
      pool.run(rows.count, work)
    } else {
      for index in rows.indices { work.run(index) }
    }
    var changed = [[Float]](repeating: [], count: raw.rowCount)
    for (index, row) in rows.enumerated() { changed[row] = part.frames[index] }
    var column = NumberColumn(features: measured.width)
    for frames in changed { column.append(frames) }
    return column
  }

  /// Where each thread writes the rows that it has changed.
  private final class Part: @unchecked Sendable {
    let frames: UnsafeMutableBufferPointer<[Float]>

    init(count: Int) {
      frames = .allocate(capacity: count)
      frames.initialize(repeating: [])
    }

    deinit {
      frames.deinitialize()
      frames.deallocate()
    }
  }

  private struct Work: SharedWork {
    let sounds: ResampledSounds
    let augmenter: SoundAugmenter
    let extractor: FeatureExtractor
    let rows: [Int]
    let epoch: Int
    let part: Part

    func run(_ index: Int) {
      let row = rows[index]
      let (recordings, measured) = (sounds.recordings, sounds.measured)
      var frames: [Float]
      if sounds.augmentation.changesSound {
        let changed = augmenter.changed(recordings.waveforms[row], epoch: epoch, row: row)
        frames = extractor.features(of: changed)
        recordings.transform.standardize(&frames)
      } else {
        frames = sounds.raw[row].map { Float($0) }
      }
      measured.measure(&frames)
      if sounds.augmentation.changesFeatures { augmenter.mask(&frames, epoch: epoch, row: row) }
      part.frames[index] = frames
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The features of a clip, and what is told of its file.
public struct SoundFeatures: Hashable, Sendable {
  /// Features, [frames, width].
  public var features: [Float]
  /// How many frames there are, at least one.
  public var frames: Int
  /// What the file is.
  public var facts: SoundFacts
  /// The sound itself, at the rate of the recipe; nil where it is not kept.
  var waveform: Waveform?
}

/// Reads many files of sound on all threads.
enum SoundReading {
  /// The features of files in their order, the same bits for any number of threads.
  ///
  /// - Parameters:
  ///   - recipe: how features are made; clips of another rate are resampled. It has no `problems`.
  ///   - keepsSound: whether the sound of a file, by its place, is kept beside its features.
  ///   - pool: the threads that share the work; nil for the caller alone.
  ///   - shouldStop: asked before each file.
  ///
  /// Throws what is wrong with the first file, in their order, that cannot be read, `outOfMemory`, or
  /// `interrupted`.
  static func features(
    of paths: [String], _ recipe: SoundRecipe, pool: ThreadPool? = nil,
    keepsSound: (Int) -> Bool = { _ in false }, shouldStop: () -> Bool = { false }
  ) throws(DataError) -> [SoundFeatures] {
    try requireMemory(for: paths)
    let extractor = FeatureExtractor(recipe)
    var results = [Result<SoundFeatures, DataError>?](repeating: nil, count: paths.count)
    let resamplers = ResamplerShelf(to: recipe.rate)
    let firstFailure = Atomic(Int.max)
    results.withUnsafeMutableBufferPointer { results in
      let results = results
      func take(_ index: Int) {
        guard index < firstFailure.load(ordering: .relaxed) else { return }
        do throws(DataError) {
          if shouldStop() { throw DataError(.interrupted, path: nil) }
          let clip = try SoundFile.read(path: paths[index])
          let waveform = resamplers.resampled(clip.waveform)
          let features = extractor.features(of: waveform)
          results[index] = .success(
            SoundFeatures(
              features: features, frames: features.count / max(recipe.width, 1),
              facts: clip.facts, waveform: keepsSound(index) ? waveform : nil))
        } catch {
          firstFailure.min(index, ordering: .relaxed)
          results[index] = .failure(error)
        }
      }
      withoutActuallyEscaping(take) { take in
        let work = ReadingWork(read: take)
        if let pool {
          pool.run(paths.count, work)
        } else {
          for index in paths.indices { work.run(index) }
        }
      }
    }
    var read: [SoundFeatures] = []
    read.reserveCapacity(paths.count)
    for result in results { if let result { read.append(try result.get()) } }
    return read
  }

  /// Throws `outOfMemory` unless there is memory for the sound of the files.
  private static func requireMemory(for paths: [String]) throws(DataError) {
    let bytes = paths.reduce(0) { $0 &+ FileReader.size(of: $1) }
    do throws(MemoryShortage) {
      try MemoryLimit.require(bytes)
    } catch {
      throw DataError(.outOfMemory(error), path: paths.first)
    }
  }
}

/// Files, each a part that a thread does.
private struct ReadingWork: SharedWork {
  let read: (Int) -> Void

  func run(_ part: Int) { read(part) }
}

/// The resamplers to a rate that were needed so far; threads share it.
final class ResamplerShelf: Sendable {
  private let rate: Int
  private let known = Mutex<[Int: Resampler]>([:])

  /// For sound that is to have a rate.
  init(to rate: Int) { self.rate = rate }

  /// Sound at the rate of the shelf.
  func resampled(_ waveform: Waveform) -> Waveform {
    guard waveform.rate != rate else { return waveform }
    let resampler = known.withLock { known in
      if let resampler = known[waveform.rate] { return resampler }
      let resampler = Resampler(from: waveform.rate, to: rate)
      known[waveform.rate] = resampler
      return resampler
    }
    return Waveform(samples: resampler.resampled(waveform.samples), rate: rate)
  }
}

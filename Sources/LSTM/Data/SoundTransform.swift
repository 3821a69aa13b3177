// SPDX-License-Identifier: Apache-2.0

/// What turns recordings into the frames that a network reads: saved with the model.
public struct SoundTransform: Codable, Hashable, Sendable {
  /// The column with the paths.
  public let column: String
  /// What frames are made of.
  public let recipe: SoundRecipe
  /// What features are measured by.
  public let measure: SoundRole.Measure

  /// The features of clips, each clip `[frames, width]`.
  ///
  /// Throws what is wrong with a file, and `interrupted`.
  ///
  /// - Parameters:
  ///   - paths: as the system finds them.
  ///   - compute: whose threads share the work; nil for this one.
  ///   - keepsSound: whether the sound of a clip, by its place, is kept beside its features.
  func features(
    of paths: [String], _ compute: Compute?, keepsSound: (Int) -> Bool, shouldStop: () -> Bool
  ) throws(DataError) -> [SoundFeatures] {
    var clips = try SoundReading.features(
      of: paths, recipe, pool: compute?.pool, keepsSound: keepsSound, shouldStop: shouldStop)
    for index in clips.indices { standardize(&clips[index].features) }
    return clips
  }

  /// Throws what is wrong with a recording.
  public func check(_ path: String) throws(DataError) { _ = try SoundFile.read(path: path) }

  /// Measures the features of a clip by its own means and deviations, where it is to be.
  func standardize(_ features: inout [Float]) {
    guard measure == .clip else { return }
    let width = recipe.width
    for feature in 0..<width {
      let places = stride(from: feature, to: features.count, by: width)
      let scaling = Scaling(places.map { Double(features[$0]) }, .standard)
      for place in places { features[place] = Float(scaling.measured(Double(features[place]))) }
    }
  }
}

/// The recordings that the rows of a data set are.
public struct Recordings: Sendable {
  /// How they are heard.
  public let transform: SoundTransform
  /// The path of each, as the file with the rows has it.
  public private(set) var names: [String] = []
  /// What each file is like.
  public private(set) var facts: [SoundFacts] = []
  /// How clips are changed in each epoch of training; nil where they are not.
  public let augmentation: SoundAugmentation?
  /// The sound of each, at the rate of the recipe, where training changes it; else of the first, to be
  /// looked at.
  private(set) var waveforms: [Waveform] = []
  /// The sound of the first; nil for none.
  public var first: Waveform? { waveforms.first }

  /// None yet.
  init(_ transform: SoundTransform, _ augmentation: SoundAugmentation?) {
    (self.transform, self.augmentation) = (transform, augmentation)
  }

  /// Listens to the recordings of a table: the same rows with a column for each feature, of which a cell
  /// holds a number a frame.
  ///
  /// Throws what is wrong with the column, a file or its path.
  mutating func hear(
    _ table: Table, _ compute: Compute?, shouldStop: () -> Bool
  ) throws(DataError) -> Table {
    let names = try table.paths(transform.column)
    let paths = names.map { table.place(of: $0) }
    let keepsAll = augmentation?.changesSound == true
    let isFirst = self.names.isEmpty
    let clips: [SoundFeatures]
    do throws(DataError) {
      clips = try transform.features(
        of: paths, compute, keepsSound: { keepsAll || isFirst && $0 == 0 }, shouldStop: shouldStop)
    } catch {
      throw error.path.flatMap { paths.firstIndex(of: $0) }.map { error.renamed(names[$0]) }
        ?? error
    }
    self.names += names
    facts += clips.map(\.facts)
    waveforms += clips.compactMap(\.waveform)
    return table.adding(features: clips.map(\.features), transform.recipe.names)
  }
}

extension Waveform {
  /// What is seen of it at a distance: the least and the largest sample of each of some stretches.
  public func envelope(atMost stretches: Int) -> [(seconds: Double, sample: Float)] {
    let count = min(samples.count, max(stretches, 1))
    let times = (0..<count).map { Double($0 * samples.count / count) / Double(rate) }
    guard count < samples.count else { return zip(times, samples).map { ($0, $1) } }
    return (0..<count).flatMap { index in
      let own = samples[index * samples.count / count..<(index + 1) * samples.count / count]
      return [own.min(), own.max()].compactMap { $0 }.map { (seconds: times[index], sample: $0) }
    }
  }
}

extension SoundRole {
  /// How the recordings of a table are heard: at its own rate, or at that of most of them.
  ///
  /// Throws what is wrong with them, and `badRecipe`.
  func transform(_ table: Table) throws(DataError) -> SoundTransform {
    let rate: Int
    if let own = self.rate { rate = own } else { rate = try Self.commonRate(of: table, column) }
    do throws(DataError.Fact) {
      return SoundTransform(column: column, recipe: try recipe(rate: rate), measure: measure)
    } catch {
      throw DataError(error, path: table.path)
    }
  }

  /// How many clips say what the rate of most is.
  private static let asked = 64

  /// The rate of most recordings of a table, by some of them; of two that are as common the higher.
  private static func commonRate(of table: Table, _ column: String) throws(DataError) -> Int {
    let names = try table.paths(column)
    var counts: [Int: Int] = [:]
    for name in names.spread(over: asked) {
      do throws(DataError) {
        counts[try SoundFile.read(path: table.place(of: name)).facts.rate, default: 0] += 1
      } catch {
        throw error.renamed(name)
      }
    }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 16_000
  }
}

extension Table {
  /// The paths in a column; throws `unknownColumn`, `notASingle`, and `emptyCell` where there is none.
  fileprivate func paths(_ column: String) throws(DataError) -> [String] {
    let names = try self.column(column).map(\.trimmed)
    if let row = names.firstIndex(of: "") {
      throw DataError(.emptyCell(line: lines[row], column: column), path: path)
    }
    return names
  }

  /// Where the system finds a file that a cell names.
  fileprivate func place(of name: String) -> String {
    guard let folder, !name.hasPrefix("/"), folder != "." else { return name }
    return "\(folder)/\(name)"
  }

  /// The same rows with columns of features, each cell a number a frame.
  ///
  /// - Parameter features: of each row, `[frames, names]`.
  fileprivate func adding(features: [[Float]], _ names: [String]) -> Table {
    adding(
      names.enumerated().map { index, name in
        (
          name,
          features.map { own in
            stride(from: index, to: own.count, by: names.count).map { own[$0] }
          }
        )
      })
  }
}

extension [String] {
  /// At most so many of them, evenly spread.
  fileprivate func spread(over count: Int) -> [String] {
    guard self.count > count else { return self }
    return (0..<count).map { self[$0 * self.count / count] }
  }
}

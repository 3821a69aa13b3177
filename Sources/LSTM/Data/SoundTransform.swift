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
  /// The path of each, as the system finds it.
  private var paths: [String] = []
  /// What each file is like.
  public private(set) var facts: [SoundFacts] = []
  /// How clips are changed in each epoch of training; nil where they are not.
  public let augmentation: SoundAugmentation?
  /// The sound of each, at the rate of the recipe, where training changes it; else none.
  private(set) var waveforms: [Waveform] = []
  /// What is kept of the first table, until it is heard, and under which key it is.
  private var kept: KeptClips?
  private var key: String?

  /// None yet, to be heard as a model does.
  init(_ transform: SoundTransform) {
    (self.transform, augmentation) = (transform, nil)
  }

  /// None yet: those of a table, and perhaps of further ones, are to be heard as a role says.
  ///
  /// Throws what is wrong with the recordings, and `badRecipe`.
  init(_ role: SoundRole, _ table: Table, _ keeper: (any SoundKeeper)?) throws(DataError) {
    augmentation = role.augmentation
    if let keeper {
      let paths = try table.paths(role.column).map { table.place(of: $0) }
      let keepsSound = augmentation?.changesSound == true
      // The stamps are taken before anything is read: what changes meanwhile has other ones.
      key = SoundKey(paths, role, rate: nil, keepsSound: keepsSound)?.text
      kept = key.flatMap { keeper.sounds(under: $0) }
      if kept?.clips.count != paths.count { kept = nil }
    }
    transform = try role.transform(table, rate: kept?.rate)
  }

  /// Listens to the recordings of a table: the same rows with a column for each feature, of which a cell
  /// holds a number a frame.
  ///
  /// Throws what is wrong with the column, a file or its path.
  ///
  /// - Parameter role: what says how they are heard; nil where a model does.
  mutating func hear(
    _ table: Table, _ compute: Compute?, _ role: SoundRole? = nil,
    _ keeper: (any SoundKeeper)? = nil, shouldStop: () -> Bool
  ) throws(DataError) -> Table {
    let names = try table.paths(transform.column)
    let paths = names.map { table.place(of: $0) }
    let clips: [SoundFeatures]
    do throws(DataError) {
      clips = try self.clips(of: paths, compute, role, keeper, shouldStop: shouldStop)
    } catch {
      throw error.path.flatMap { paths.firstIndex(of: $0) }.map { error.renamed(names[$0]) }
        ?? error
    }
    self.names += names
    self.paths += paths
    facts += clips.map(\.facts)
    waveforms += clips.compactMap(\.waveform)
    return table.adding(features: clips.map(\.features), transform.recipe.names)
  }

  /// What is kept of some recordings, or what is heard, and then kept.
  private mutating func clips(
    of paths: [String], _ compute: Compute?, _ role: SoundRole?, _ keeper: (any SoundKeeper)?,
    shouldStop: () -> Bool
  ) throws(DataError) -> [SoundFeatures] {
    let keepsSound = augmentation?.changesSound == true
    let isFirst = names.isEmpty
    if isFirst, let kept {
      self.kept = nil
      return kept.clips
    }
    let rate = transform.recipe.rate
    let key =
      isFirst
      ? self.key
      : role.flatMap { role in
        keeper.flatMap { _ in SoundKey(paths, role, rate: rate, keepsSound: keepsSound)?.text }
      }
    if let keeper, let key, !isFirst, let kept = keeper.sounds(under: key),
      kept.clips.count == paths.count
    {
      return kept.clips
    }
    let clips = try transform.features(
      of: paths, compute, keepsSound: { _ in keepsSound }, shouldStop: shouldStop)
    if let keeper, let key {
      keeper.keep(
        KeptClips(rate: rate, clips: clips), under: key,
        title: "\(clips.count) recordings, \(transform.recipe.width) features at \(rate) Hz"
          + (keepsSound ? ", with their sound" : ""))
    }
    return clips
  }

  /// The sound of a row, at the rate of the recipe; throws what is wrong with its file.
  public func sound(of row: Int) throws(DataError) -> Waveform {
    if waveforms.indices.contains(row) { return waveforms[row] }
    do throws(DataError) {
      return try SoundFile.read(path: paths[row]).waveform.resampled(to: transform.recipe.rate)
    } catch {
      throw error.renamed(names[row])
    }
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
  ///
  /// - Parameter known: the rate of most of them; nil to ask them.
  func transform(_ table: Table, rate known: Int? = nil) throws(DataError) -> SoundTransform {
    let rate: Int
    if let own = self.rate ?? known {
      rate = own
    } else {
      rate = try Self.commonRate(of: table, column)
    }
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

// SPDX-License-Identifier: Apache-2.0

/// Answers while sound is still coming: after each frame what is predicted of all that was heard so far, with
/// the bits that the sound up to there has as a clip.
public final class LiveSound {
  /// Why a model cannot answer before the end.
  public enum Obstacle: Error, Hashable, Sendable {
    /// It hears nothing.
    case readsNoSound
    /// Its features depend on what comes later, for a reason.
    case features(reason: String)
    /// A layer reads later frames, or all of them at once.
    case layer(name: String)
  }

  /// What is predicted after a frame.
  public struct Moment {
    /// When the frame ends, in seconds from the beginning.
    public let seconds: Double
    /// The answer of each head, for one row; of a transcript the symbols that the frame adds.
    public let answers: [any Answers]
    /// The symbols of a transcript that begin with this frame; nil for other answers.
    public let symbols: [Int32]?
  }

  /// How many samples a second there may be.
  public static let rates = 1000...384_000

  private let network: Network
  private let transform: NumberTransform
  private let sound: SoundTransform
  private let tasks: [any TargetTask]
  private let batch: Batch
  private let answers: [Block]
  private let needsChoices: Bool
  /// The rate of samples without a file around them.
  private let rate: Int
  private var frames = 0
  /// The most probable symbol of the last frame; nil before the first.
  private var lastSymbol: Int?

  /// A listener with the weights that a predictor shares.
  ///
  /// - Parameters:
  ///   - transform: what the model reads.
  ///   - rate: samples a second of sound without a file around it; nil for those of the model.
  public init(
    _ predictor: Predictor, _ transform: NumberTransform?, rate: Int? = nil
  ) throws(Obstacle) {
    guard let transform, let sound = transform.sound else { throw .readsNoSound }
    if let obstacle = sound.recipe.streaming { throw .features(reason: obstacle.text) }
    if sound.measure == .clip {
      throw .features(reason: "its features are measured by the mean of the whole clip")
    }
    if let layer = predictor.model.firstLayer(unreadableInPiecesOf: 1) {
      throw .layer(name: layer.name)
    }
    network = predictor.network()
    self.rate = rate ?? sound.recipe.rate
    (self.transform, self.sound, tasks) = (transform, sound, predictor.tasks)
    batch = Batch(
      PassSize(rows: 1, steps: 1, total: 1, isTraining: false), for: predictor.model)
    answers = predictor.model.answers()
    needsChoices = tasks.contains { type(of: $0.anyAnswers(rows: 0)).needsChoices }
  }

  /// Listens until there is nothing more.
  ///
  /// - Parameters:
  ///   - next: the next bytes: samples of 16 bits, the lower byte first, one channel, or a whole file of
  ///     sound; nil at the end.
  ///   - tell: told after each frame; when it returns false, listening ends.
  public func listen(
    next: () -> [UInt8]?, tell: (Moment) -> Bool
  ) throws(DataError) {
    var stream = FeatureStream(FeatureExtractor(sound.recipe))
    var raw = RawSamples(rate: rate)
    var resampling =
      rate == sound.recipe.rate
      ? nil : ResamplerStream(Resampler(from: rate, to: sound.recipe.rate))
    var file: [UInt8]?
    var isFirst = true
    var failure: DataError?
    network.holdingWeights {
      while let bytes = next() {
        if isFirst, bytes.starts(with: "RIFF".utf8) || bytes.starts(with: "fLaC".utf8) {
          file = []
        }
        isFirst = isFirst && bytes.isEmpty
        if file != nil {
          file? += bytes
          continue
        }
        let samples = raw.push(bytes)
        guard hear(stream.push(resampling?.push(samples) ?? samples), tell) else { return }
      }
      if let file {
        do throws(DataError) {
          let clip = try SoundFile.read(file, path: nil)
          let samples = clip.waveform.resampled(to: sound.recipe.rate).samples
          guard hear(stream.push(samples), tell) else { return }
        } catch {
          failure = error
          return
        }
      } else if let rest = resampling?.finish() {
        guard hear(stream.push(rest), tell) else { return }
      }
      _ = hear(stream.finish(), tell)
    }
    if let failure { throw failure }
  }

  /// Takes frames, `[frames, width]`; false when listening is to end.
  private func hear(_ features: [Float], _ tell: (Moment) -> Bool) -> Bool {
    let width = sound.recipe.width
    for first in stride(from: 0, to: features.count, by: width) {
      var frame = Array(features[first..<first + width])
      transform.measure(&frame)
      guard tell(take(frame)) else { return false }
    }
    return true
  }

  private func take(_ frame: [Float]) -> Moment {
    let column = NumberColumn(steps: frame, features: frame.count, lengths: [1])
    batch.fill([column], pieces: [RowSpan(row: 0, count: 1)])
    network.answer(
      batch, aims: [], chooses: needsChoices, state: frames == 0 ? .begin : .goOn, into: answers)
    defer { frames += 1 }
    let recipe = sound.recipe
    let own = Double(recipe.hopSamples * (frames * recipe.skip + recipe.stack - 1))
    let seconds = (own + Double(recipe.windowSamples)) / Double(recipe.rate)
    var found = tasks.map { $0.anyAnswers(rows: 1) }
    for index in found.indices {
      found[index].take(answers[index], against: nil, batch.answeredLayout, at: [0])
    }
    guard let transcripts = found[0] as? TranscriptAnswers else {
      return Moment(seconds: seconds, answers: found, symbols: nil)
    }
    // A symbol that goes on from the frame before is the same one.
    let (best, new) = (transcripts.plainSymbol, transcripts.plain[0].tokens)
    let goesOn = best != nil && best == lastSymbol
    lastSymbol = best
    return Moment(seconds: seconds, answers: found, symbols: goesOn ? [] : new)
  }
}

extension TranscriptAnswers {
  /// The symbol that is read at the only step of the only row; nil for none.
  fileprivate var plainSymbol: Int? { plain.first?.tokens.last.map { Int($0) } }
}

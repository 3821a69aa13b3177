// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The figures of an epoch.
public struct EpochFacts: Codable, Hashable, Sendable {
  /// The epoch, from 1.
  public var epoch: Int
  /// The figures by name: `train.loss`, `valid.loss`, `valid.accuracy` and so on.
  public var figures: [String: Double]
  /// Whether its weights are the best so far.
  public var best: Bool

  /// The figures of an epoch; those that are not finite are left out.
  public init(epoch: Int, figures: [String: Double], best: Bool) {
    self.epoch = epoch
    self.figures = figures.filter { $0.value.isFinite }
    self.best = best
  }
}

/// How an attempt ended.
public struct RunEnd: Codable, Hashable, Sendable {
  /// How it ended.
  public var status: RunStatus
  /// How many epochs the run has.
  public var epochs: Int
  /// The epoch whose weights are kept; 0 for none.
  public var kept: Int
  /// The figures of the kept epoch.
  public var figures: [String: Double]
  /// The hash of the weights.
  public var weights: String
  /// Seconds on the clock.
  public var wall: Double
  /// Seconds of processors.
  public var processor: Double
  /// The most bytes that the process has held.
  public var memory: Int?

  /// Facts of an end.
  public init(
    status: RunStatus, epochs: Int, kept: Int, figures: [String: Double], weights: String,
    wall: Double, processor: Double, memory: Int?
  ) {
    (self.status, self.epochs, self.kept, self.weights) = (status, epochs, kept, weights)
    self.figures = figures.filter { $0.value.isFinite }
    (self.wall, self.processor, self.memory) = (wall, processor, memory)
  }
}

/// How a run stands.
public enum RunStatus: String, Codable, Hashable, Sendable, CaseIterable {
  /// Its process is at work.
  case running
  /// All epochs were done.
  case finished
  /// The figure had not got better for long enough.
  case patience
  /// Its time was up.
  case timeUp = "time_up"
  /// It was stopped for being worse than others.
  case pruned
  /// It was asked to stop.
  case interrupted
  /// Its loss or a gradient was not finite.
  case diverged
  /// Its process ended without saying so.
  case died
}

/// How well a run does on some rows.
public struct EvaluationFacts: Codable, Hashable, Sendable {
  /// What is known of each row, so that two evaluations can be compared later.
  public struct Rows: Codable, Hashable, Sendable {
    /// How many rows there are.
    public var count: Int
    /// The hash of which rows these are, with what is right for each.
    public var fingerprint: String
    /// What is kept of each row: `accuracy` (right or wrong) or `loss`.
    public var measure: String
    /// Right (1) or wrong (0): a bit a row, the first in the lowest bit; in a file as Base64.
    public var right: Data?
    /// A number a row: 32-bit floats, little-endian; in a file as Base64.
    public var numbers: Data?

    /// What is known of rows.
    public init(count: Int, fingerprint: String, measure: String) {
      (self.count, self.fingerprint, self.measure) = (count, fingerprint, measure)
    }
  }

  /// The name in the script.
  public var name: String
  /// The data.
  public var data: String
  /// Which rows of it: `train`, `valid` or `test`.
  public var split: String
  /// Whether these are the data that it was trained on.
  public var isOwn: Bool
  /// The figures by name.
  public var figures: [String: Double]
  /// The rows.
  public var rows: Rows
  /// When, in seconds since 1970.
  public var time: Double

  /// Facts of an evaluation.
  public init(
    name: String, data: String, split: String, isOwn: Bool, figures: [String: Double], rows: Rows,
    time: Double
  ) {
    (self.name, self.data, self.split, self.isOwn) = (name, data, split, isOwn)
    self.figures = figures.filter { $0.value.isFinite }
    (self.rows, self.time) = (rows, time)
  }

  /// The name of a figure among those of the run: `test.f1`, or `other.test.f1` of other data.
  public func name(of figure: String) -> String {
    (isOwn ? split : "\(data).\(split)") + ".\(figure)"
  }
}

/// A file that came of a run.
public struct ArtefactFacts: Codable, Hashable, Sendable {
  /// What it is: `model`, `predictions` and so on.
  public var kind: String
  /// Where it is.
  public var path: String
  /// Its size in bytes.
  public var bytes: Int?

  /// A file.
  public init(kind: String, path: String, bytes: Int?) {
    (self.kind, self.path, self.bytes) = (kind, path, bytes)
  }
}

/// What a person says of a run.
public enum Remark: Codable, Hashable, Sendable {
  case note(String)
  case tag(String)
  case untag(String)
}

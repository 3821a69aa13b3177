// SPDX-License-Identifier: Apache-2.0

/// What is known of a run when it begins.
public struct RunStart: Codable, Hashable, Sendable {
  /// Its place among the runs of a grid, a search, several seeds or folds.
  public struct Sweep: Codable, Hashable, Sendable {
    /// The name that the statement defines.
    public var name: String
    /// Which run it is, from 1.
    public var number: Int
    /// How many there will be at most.
    public var count: Int
    /// What tells it from the others.
    public var settings: [String: String]

    /// A place.
    public init(name: String, number: Int, count: Int, settings: [String: String]) {
      (self.name, self.number, self.count) = (name, number, count)
      self.settings = settings
    }
  }

  /// The data that a run is trained on.
  public struct Data: Codable, Hashable, Sendable {
    /// The name in the script.
    public var name: String
    /// The hash of all rows.
    public var fingerprint: String
    /// The hash of what training depends on.
    public var training: String
    /// How many rows each split has.
    public var rows: [String: Int]

    /// Facts of data.
    public init(name: String, fingerprint: String, training: String, rows: [String: Int]) {
      (self.name, self.fingerprint, self.training) = (name, fingerprint, training)
      self.rows = rows
    }
  }

  /// The statement: `train`, `grid`, `search`, `crossval` or `resume`.
  public var statement: String
  /// The name of the run: `r`, or `g[2]` of several.
  public var name: String
  /// Its place among several.
  public var sweep: Sweep?
  /// The stack of layers, with the values of its parameters.
  public var model: String
  /// How many numbers are trained.
  public var parameters: Int
  /// Every setting in force, those that are the default among them.
  public var settings: [String: RecordScalar]
  /// The data.
  public var data: Data
  /// Where all randomness comes from.
  public var seed: UInt64
  /// The hash of all that can change the result.
  public var key: String
  /// The version of the program.
  public var version: String
  /// The version of what training does.
  public var engine: Int
  /// The script that makes this run again.
  public var script: String
  /// The run whose end it goes on from.
  public var continues: Int?
  /// The run whose weights it begins with.
  public var begins: Int?
  /// The run that it repeats.
  public var repeats: Int?

  /// Facts of a run.
  public init(
    statement: String, name: String, model: String, parameters: Int,
    settings: [String: RecordScalar], data: Data, seed: UInt64, key: String, version: String,
    engine: Int, script: String
  ) {
    (self.statement, self.name, self.model) = (statement, name, model)
    (self.parameters, self.settings, self.data, self.seed) = (parameters, settings, data, seed)
    (self.key, self.version, self.engine, self.script) = (key, version, engine, script)
  }
}

/// Where and when an attempt at a run was made.
public struct AttemptStart: Codable, Hashable, Sendable {
  /// From 1; an attempt that goes on from a checkpoint is the next one.
  public var attempt: Int
  /// The first epoch that this attempt does: it supersedes earlier attempts from there on.
  public var epoch: Int
  /// The folder that relative paths start from.
  public var directory: String
  /// The command line.
  public var command: [String]
  /// The values of `-p NAME=VALUE`.
  public var given: [String: String]
  /// The state of the folder's repository.
  public var git: GitState?
  /// The kernels.
  public var kernels: String
  /// How many threads compute.
  public var threads: Int
  /// The process.
  public var process: ProcessIdentity
  /// When it began, in seconds since 1970.
  public var time: Double

  /// Facts of an attempt.
  public init(
    attempt: Int = 1, epoch: Int = 1, directory: String, command: [String],
    given: [String: String], git: GitState?, kernels: String, threads: Int,
    process: ProcessIdentity, time: Double
  ) {
    (self.attempt, self.epoch, self.directory, self.command) = (attempt, epoch, directory, command)
    (self.given, self.git, self.kernels, self.threads) = (given, git, kernels, threads)
    (self.process, self.time) = (process, time)
  }
}

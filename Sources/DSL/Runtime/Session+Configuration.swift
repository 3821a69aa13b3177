// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Session {
  /// What a session starts from.
  public struct Configuration: Sendable {
    /// Where relative paths start.
    public var baseDirectory: String
    /// The values of `-p NAME=VALUE`.
    public var parameters: [(name: String, value: String)]
    /// How many threads compute; 0 for one a processor.
    public var threads: Int
    /// The seed that overrides the script's own.
    public var seed: Int?
    /// Where runs are kept; nil to keep none.
    public var cache: RunCache?
    /// The folder in which it is noted what was trained, and how well it did; nil to note nothing.
    public var record: String?
    /// The command line, for the record.
    public var command: [String] = []
    /// Whether runs that are kept are trained anew all the same.
    public var isFresh: Bool
    /// Where files that a script writes go; nil for beside the script.
    public var outputDirectory: String?
    /// Seconds after which what is under way stops as if it were interrupted; nil for never.
    public var maxSeconds: Double?

    /// Where the script is written as a page when it has ended, as the user gave it; nil for nowhere.
    public var report: String?
    /// Whether pages say when, where and how fast they came about.
    public var stampsReports = false

    /// Told when a script begins to be checked (true), and when that is over (false): until something
    /// runs there is nothing to be lost.
    public var onChecking: @Sendable (Bool) -> Void = { _ in }

    /// A configuration.
    public init(
      baseDirectory: String = ".", parameters: [(name: String, value: String)] = [],
      threads: Int = 0, seed: Int? = nil, cache: RunCache? = nil, record: String? = nil,
      isFresh: Bool = false, outputDirectory: String? = nil, maxSeconds: Double? = nil
    ) {
      self.cache = cache
      self.record = record
      self.isFresh = isFresh
      self.outputDirectory = outputDirectory
      self.maxSeconds = maxSeconds
      self.baseDirectory = baseDirectory
      self.parameters = parameters
      self.threads = threads
      self.seed = seed
    }
  }
}

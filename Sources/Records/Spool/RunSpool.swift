// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The file of an attempt at a run, while it is written: one descriptor, one writer.
public final class RunSpool {
  /// The number of the run.
  public let number: Int
  /// Which attempt it is.
  public let attempt: Int
  private let folder: RecordFolder
  private let path: String
  private let descriptor: Int32

  /// Gives a new run a number.
  public init(_ start: RunStart, _ attempt: AttemptStart, in folder: RecordFolder)
    throws(RecordProblem)
  {
    (number, descriptor) = try folder.claimRun()
    (self.folder, self.attempt) = (folder, 1)
    path = folder.spool(number)
    try write(RecordLine(form: RecordLine.form, start: start, attempt: attempt))
    folder.link(key: start.key, to: number)
    folder.noteChange(of: number)
  }

  /// Goes on with a run that has a number.
  public init(
    continuing number: Int, _ attempt: AttemptStart, in folder: RecordFolder
  ) throws(RecordProblem) {
    self.number = number
    (self.attempt, descriptor) = try folder.claimAttempt(at: number)
    self.folder = folder
    path = folder.spool(number, attempt: self.attempt)
    var attempt = attempt
    attempt.attempt = self.attempt
    try write(RecordLine(form: RecordLine.form, attempt: attempt))
    folder.noteChange(of: number)
  }

  deinit { close(descriptor) }

  /// Notes the figures of an epoch.
  public func write(_ epoch: EpochFacts) throws(RecordProblem) {
    try write(RecordLine(epoch: epoch))
  }

  /// Notes how it ended.
  public func write(_ end: RunEnd) throws(RecordProblem) {
    try write(RecordLine(end: end))
    folder.noteChange(of: number)
  }

  private func write(_ line: RecordLine) throws(RecordProblem) {
    try RecordFolder.write(line, to: descriptor, path)
  }
}

extension RecordFolder {
  /// Notes how well a run does.
  public func add(_ evaluation: EvaluationFacts, to number: Int) throws(RecordProblem) {
    try append(RecordLine(evaluation: evaluation), to: number)
  }

  /// Notes a file that came of a run.
  public func add(_ artefact: ArtefactFacts, to number: Int) throws(RecordProblem) {
    try append(RecordLine(artefact: artefact), to: number)
  }

  /// Notes what a person says of a run.
  public func add(_ remark: Remark, to number: Int, at time: Double) throws(RecordProblem) {
    try append(RecordLine(remark: remark, time: time), to: number)
  }
}

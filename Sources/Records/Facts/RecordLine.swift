// SPDX-License-Identifier: Apache-2.0

/// One line of a spool: what is not there is left out, and what a later version adds is passed over.
struct RecordLine: Codable, Hashable, Sendable {
  /// The version of the form of lines, in the first one.
  var form: Int?
  var start: RunStart?
  var attempt: AttemptStart?
  var epoch: EpochFacts?
  var end: RunEnd?
  var evaluation: EvaluationFacts?
  var artefact: ArtefactFacts?
  /// What a person says, and when.
  var remark: Remark?
  var time: Double?
  /// Says that the run was deleted; its number is not given again.
  var deleted: Bool?

  /// The form that is written.
  static let form = 1
}

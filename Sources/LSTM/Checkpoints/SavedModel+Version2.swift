// SPDX-License-Identifier: Apache-2.0

extension SavedModel.Description {
  /// What files of version 2 hold: one text, one leading target, and classes beside it.
  struct Version2: Decodable {
    let stack: [SavedLayer]
    let textColumn: String
    let targetColumn: String
    /// The name of the task; nil stands for a class.
    let target: String?
    let scheme: TagScheme?
    let transform: TextTransform
    let labels: Labels
    let others: [FurtherTarget]?
    let reading: SavedReading?
    let separator: String?
    let script: String
    let dataFingerprint: String
    let keptEpoch: Int

    /// A class that is predicted of a text beside its tags.
    struct FurtherTarget: Decodable {
      let column: String
      let labels: Labels
    }

    /// The same as files have it now; nil for a task that version did not have.
    var description: SavedModel.Description? {
      let leading: any TargetTask
      switch target ?? ClassTask.entry.name {
      case ClassTask.entry.name: leading = ClassTask(labels)
      case TagsTask.entry.name: leading = TagsTask(labels, scheme: scheme)
      case LabelsTask.entry.name: leading = LabelsTask(labels)
      case PhrasesTask.entry.name: leading = PhrasesTask()
      case NextTask.entry.name: leading = NextTask(tokens: transform.vocabulary.count)
      default: return nil
      }
      return SavedModel.Description(
        stack: stack, inputs: SavedInputs(textColumn: textColumn, text: transform),
        targets: [SavedTarget(targetColumn, leading)]
          + (others ?? []).map { SavedTarget($0.column, ClassTask($0.labels)) },
        reading: reading, separator: separator, script: script, dataFingerprint: dataFingerprint,
        keptEpoch: keptEpoch)
    }
  }
}

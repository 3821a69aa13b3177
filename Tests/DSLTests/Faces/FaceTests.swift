// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// The faces of the tasks: that each task has one, and that what a face offers has names of its own.
@Suite struct FaceTests {
  /// The type of the tasks that a face is of.
  private func meaning<Shown: Face>(of face: Shown.Type) -> any TargetTask.Type {
    Shown.Meaning.self
  }

  @Test func eachTaskHasAFaceOfItsOwn() {
    let tasks = TaskCatalog.tasks.map { ObjectIdentifier($0) }
    let shown = FaceCatalog.all.map { ObjectIdentifier(meaning(of: $0)) }
    #expect(shown.count == tasks.count && Set(shown) == Set(tasks))
  }

  @Test(arguments: Samples.tasks.indices) func aTaskIsShownByItsOwnFace(index: Int) throws {
    let (entry, data) = Samples.tasks[index]
    let recorder = Recorder()
    #expect(recorder.run(data) == .success, "\(recorder.problems)")
    let task = try #require(recorder.object("d") as? DataObject).dataset.task
    let face = FaceCatalog.face(of: task)
    #expect(task.entry == entry && entry == TaskCatalog.entries[index])
    #expect(face.task.isEqual(to: task))
    #expect(!face.classWords.one.isEmpty && !face.classWords.many.isEmpty)
    #expect(!face.facts(column: "label").isEmpty)
  }

  @Test(arguments: FaceCatalog.all.indices)
  func facetsAndPlotsHaveUniqueNames(index: Int) {
    let face = FaceCatalog.all[index]
    for offered in [face.facets, face.plots] {
      #expect(Set(offered.map(\.name)).count == offered.count)
      #expect(offered.allSatisfy { !$0.name.isEmpty && !$0.summary.isEmpty })
    }
    // `show` takes figures beside facets.
    #expect(face.facets.allSatisfy { MetricCatalog.entry($0.name) == nil })
  }

  @Test func whatSeveralFacesOfferIsOfferedOnce() {
    for offered in [FaceCatalog.facets, FaceCatalog.plots] {
      #expect(Set(offered.map(\.name)).count == offered.count)
    }
    let facets = Set(FaceCatalog.facets.map(\.name))
    #expect(FaceCatalog.all.allSatisfy { facets.isSuperset(of: $0.facets.map(\.name)) })
  }
}

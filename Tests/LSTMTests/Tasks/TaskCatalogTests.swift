// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LSTM

@Suite struct TaskCatalogTests {
  @Test func everyEntryHasATask() {
    #expect(TaskCatalog.entries == KnownTask.all.map(\.entry))
    #expect(Set(TaskCatalog.entries.map(\.name)).count == TaskCatalog.entries.count)
    for entry in TaskCatalog.entries {
      #expect(TaskCatalog.entry(entry.name) == entry)
      #expect(!entry.summary.isEmpty && !entry.plural.isEmpty)
      #expect(Set(entry.examples.keys).isSubset(of: entry.options.map(\.name)))
    }
  }

  @Test(arguments: KnownTask.varied.indices)
  func aTaskIsSavedWhole(index: Int) throws {
    let task = KnownTask.varied[index]
    let again = try readAgain(task)
    #expect(again.isEqual(to: task) && task.isEqual(to: again))
    #expect(again.shape == task.shape && again.entry == task.entry)
    #expect(again.metrics.map(\.name) == task.metrics.map(\.name))
    for other in KnownTask.varied.indices {
      #expect(KnownTask.varied[other].isEqual(to: task) == (other == index))
    }
  }

  private func readAgain<Task: TargetTask>(_ task: Task) throws -> any TargetTask {
    try JSONDecoder().decode(Task.self, from: JSONEncoder().encode(task))
  }

  /// The names are those of the catalog, in its order, each once.
  @Test(arguments: KnownTask.varied.indices)
  func figuresAreThoseOfTheCatalog(index: Int) {
    let task = KnownTask.varied[index]
    let names = task.metrics.map(\.name)
    #expect(names == MetricCatalog.entries.map(\.name).filter(names.contains))
    for metric in task.metrics {
      #expect(MetricCatalog.entry(metric.name) == metric.entry)
      #expect(task.metric(metric.name)?.entry == metric.entry)
    }
    let leading = task.leading
    for entry in [leading.monitored] + leading.shown + leading.titled + leading.watched {
      #expect(names.contains(entry.name), "\(entry.name)")
    }
    // The share of blanks says how training goes, and ranks nothing.
    let ranked = leading.watched.filter { $0 != MetricCatalog.blanks }
    #expect(leading.monitored.canRank && ranked.allSatisfy(\.canRank))
    #expect(leading.watched.contains(MetricCatalog.loss))
  }

  /// Answers to no row are counted without trouble, and those of another task not at all.
  @Test(arguments: KnownTask.varied.indices)
  func nothingIsCountedOfNoRows(index: Int) {
    let task = KnownTask.varied[index]
    let target = KnownTask.target(of: task, along: TokenColumn())
    let part = Evaluation.Part(target, task.anyAnswers(rows: 0), rows: [])
    #expect(!part.tallies.isEmpty && part.loss == 0 && part.figure("rows") == 0)
    #expect(part.figure("no such figure") == nil)
    let foreign: any Answers = task is NextTask ? TagAnswers(rows: 0) : NextAnswers(rows: 0)
    #expect(task.tallies(any: foreign, of: target, rows: []).isEmpty)
  }

  @Test func everyTaskHasABaseline() {
    for entry in TaskCatalog.entries {
      #expect(BaselineCatalog.entries.contains { $0.tasks.contains(entry) }, "\(entry.name)")
    }
  }
}

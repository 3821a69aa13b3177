// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct ScriptObjectTests {
  private static let script =
    Samples.run + "\neval t = r\nbaseline b = constant on d.test\n"

  @Test(arguments: ["d", "d.train", "d.valid", "d.test", "m", "r", "t", "b"])
  func everyFieldHasAValueOfItsType(name: String) throws {
    let recorder = Recorder()
    recorder.enter(Self.script)
    recorder.enter(name)
    let object = try #require(self.object(name, in: recorder))
    #expect(!object.fields.isEmpty)
    for field in object.fields {
      let value = try #require(object.value(of: field.name), "\(field.name)")
      #expect(value.type == field.type, "\(field.name)")
      #expect(!field.summary.isEmpty)
      #expect(recorder.enter("print \(name).\(field.name)") == .success)
    }
    #expect(object.value(of: "nothing") == nil)
    #expect(Set(object.fields.map(\.name)).count == object.fields.count)
  }

  @Test(arguments: ["d", "m", "r", "t", "b"])
  func everyFacetShowsATable(name: String) throws {
    let recorder = Recorder()
    recorder.enter(Self.script)
    let facets = try #require(self.object(name, in: recorder)).facets
    #expect(!facets.isEmpty)
    for facet in facets.map(\.name) + ["full", ""] {
      let before = recorder.tables.count
      #expect(recorder.enter("show \(name) \(facet)") == .success)
      #expect(recorder.tables.count > before, "\(name) \(facet)")
    }
    for table in recorder.tables {
      #expect(table.columns.count == table.alignments.count)
      #expect(table.rows.allSatisfy { $0.count == table.columns.count })
    }
  }

  @Test(arguments: ["d", "r", "t", "b"])
  func everyPlotIsDrawnOrSaysWhyNot(name: String) throws {
    let recorder = Recorder()
    recorder.enter(Self.script)
    let plots = try #require(self.object(name, in: recorder)).plots
    #expect(!plots.isEmpty && plots.allSatisfy { !$0.summary.isEmpty })
    for plot in plots.map(\.name) + [""] where plot != "rates" {
      let before = recorder.charts.count
      #expect(recorder.enter("plot \(name) \(plot)") == .success)
      #expect(recorder.charts.count == before + 1, "\(name) \(plot)")
    }
  }

  @Test func fieldsAreKnownByTypeBeforeTheyHaveValues() {
    let text = Self.script + "print r.epochs + t.rows, r.fingerprint + \"!\", d.rows + m.bytes"
    #expect(Recorder().check(text) == [])
    #expect(
      Recorder().check(Self.script + "print r.fingerprint + 1")
        == ["E0302 expected a text, found a number"])
  }

  @Test func figuresAgreeWithEachOther() {
    let recorder = Recorder()
    recorder.run(
      Self.script + """
        print d.rows, d.train.rows, d.valid.rows, d.test.rows, d.classes, d.longest, d.mean_length
        print m.bytes == 4 * m.parameters, r.parameters == m.parameters, r.epochs, r.status
        print b.accuracy == 2 / 3 or b.accuracy == 1 / 3, t.accuracy == t.f1_micro, b.rows
        """)
    #expect(recorder.texts() == ["12 6 3 3 2 3 3", "yes yes 3 finished", "yes yes 3"])
  }

  @Test func aSplitWithoutValidationIsRead() {
    let recorder = Recorder()
    #expect(
      recorder.run(
        """
        data d = rows [text, label] [["a", 1], ["b", 0]] { split 100/0/0 }
        model m for d = embed 2 | output
        train r = m epochs=1
        show r; show d
        print r.best_epoch
        """) == .success)
    #expect(recorder.notes.contains { $0.hasSuffix("(no validation split)") })
    #expect(recorder.texts() == ["1"])
    for field in ["valid_loss", "valid_accuracy", "valid_f1"] {
      recorder.enter("print r.\(field)")
      #expect(recorder.problems.last == "E0204 `r` has no `\(field)`: `d` has no validation split")
    }
  }

  /// The object that `d`, or `d.train`, stands for.
  private func object(_ name: String, in recorder: Recorder) -> (any ScriptObject)? {
    let parts = name.split(separator: ".").map(String.init)
    guard case .known(.object(let object)) = recorder.session.scope[parts[0]]?.value else {
      return nil
    }
    guard parts.count > 1 else { return object }
    if case .object(let field) = object.value(of: parts[1]) { return field }
    return nil
  }
}

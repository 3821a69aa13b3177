import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import DSL

@Suite struct StatementCatalogTests {
  @Test(arguments: StatementVerb.allCases)
  func everyExampleParsesAsItsStatement(verb: StatementVerb) {
    let form = StatementCatalog.form(of: verb)
    #expect(messages(form.example) == [])
    #expect(form.form.hasPrefix(verb.rawValue + " "))
    #expect(form.example.hasPrefix(verb.rawValue + " "))
    #expect(!tree(form.example).hasPrefix("expression"))
    #expect(!form.summary.isEmpty && !form.summary.hasSuffix("."))
  }

  @Test func noVerbIsBothThereAndStillToCome() {
    #expect(StatementCatalog.planned.isDisjoint(with: StatementVerb.allCases.map(\.rawValue)))
  }
}

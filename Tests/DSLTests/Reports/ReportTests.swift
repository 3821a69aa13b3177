// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import DSL

/// Pages of a session.
@Suite struct ReportTests {
  private static let script = """
    seed 3
    #%% Data <one>
    # What people say & mean.
    \(Samples.data)
    #%% Training
    model m for d = embed 8 | lstm 6 | output
    train r = m epochs=3 batch=2 lr=0.05
    eval t = r
    plot t confusion
    assert t.accuracy >= 0
    #%%
    # Nothing follows.
    """

  private func page(
    _ text: String, _ form: String = "html", cache: String? = nil, threads: Int = 1,
    stops: Int? = nil
  ) throws -> (text: String, status: DSL.ExitStatus) {
    let folder = try TemporaryFolder()
    let recorder = Recorder(in: folder.path, threads: threads, cache: cache)
    recorder.batchesLeft = stops
    let status = recorder.run("report \"page.\(form)\"\n" + text)
    return ((try? folder.text(of: "page.\(form)")) ?? "", status)
  }

  @Test func `A page is the same bytes whether its run is trained or kept, on any threads`() throws
  {
    let cache = try TemporaryFolder()
    let first = try page(Self.script, cache: cache.path)
    #expect(first.status == .success)
    let kept = try page(Self.script, cache: cache.path).text
    #expect(first.text == kept)
    let other = try page(Self.script, threads: 2).text
    #expect(first.text == other)
  }

  @Test func `A run that was interrupted and goes on ends with the page of one that was not`()
    throws
  {
    let cache = try TemporaryFolder()
    let broken = try page(Self.script, cache: cache.path, stops: 5)
    #expect(broken.status == .interrupted)
    #expect(broken.text.contains("class=\"badge bad\">interrupted<"))
    #expect(broken.text.contains("Not run: statements"))
    let (ended, whole) = try (page(Self.script, cache: cache.path), page(Self.script))
    #expect(ended.text == whole.text)
  }

  @Test
  func `A page holds headings, prose, statements, tables and pictures, and nothing else is needed`()
    throws
  {
    let html = try page(Self.script).text
    #expect(html.contains("Data &lt;one&gt;</a></h2>"))
    #expect(html.contains(">What people say &amp; mean.</p>"))
    #expect(html.contains(">Nothing follows.</p>"))
    #expect(html.contains("<span class=\"verb\">train</span> r = m"))
    #expect(html.contains("<figcaption dir=\"auto\">run r: kept epoch"))
    #expect(html.components(separatedBy: "<svg").count - 1 == 3)
    #expect(html.contains("<b>holds</b> <code>t.accuracy &gt;= 0</code>"))
    #expect(HTMLOutline(html).problem == nil)
    for word in ["<script", "http://", "https://", "url(", "@import"] {
      // The name of a language of markup is no address.
      let text = html.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
      #expect(!text.contains(word))
    }
  }

  @Test func `A script that does not check has a page with the error at its statement`() throws {
    let (html, status) = try page("let a = 1\nprint b\nprint a")
    #expect(status == .invalidScript)
    // The statement `report` did not run: only the command line asks for such a page.
    #expect(html.isEmpty)
    let folder = try TemporaryFolder()
    var configuration = Session.Configuration(baseDirectory: folder.path)
    configuration.report = folder.path + "/page.html"
    let session = Session(configuration: configuration, interruption: { .none }, onEvent: { _ in })
    #expect(session.run(SourceText(name: "x.lstm", text: "let a = 1\nprint b")) == .invalidScript)
    let text = (try? folder.text(of: "page.html")) ?? ""
    #expect(text.contains("does not check"))
    let entry = text.range(of: "id=\"entry-2\"")
    let error = text.range(of: "error[E0201]")
    #expect(entry != nil && error != nil)
    if let entry, let error { #expect(entry.lowerBound < error.lowerBound) }
  }

  @Test func `An assertion that does not hold, and what did not run after it, are told`() throws {
    let (html, status) = try page("let a = 1\nassert a > 2\nprint a")
    #expect(status == .assertionFailed)
    #expect(html.contains("<b>does not hold</b> <code>a &gt; 2</code> <span>a = 1</span>"))
    #expect(html.contains("Not run: statement <a href=\"#entry-4\">4</a>."))
  }

  @Test func `The page of a prompt names what is stale, and shows an entry that ran again once`()
    throws
  {
    let folder = try TemporaryFolder()
    let recorder = Recorder(in: folder.path)
    recorder.enter("let a = 1")
    recorder.enter("print a + 10")
    recorder.enter("let a = 2")
    recorder.enter("report \"page.html\"")
    let stale = (try? folder.text(of: "page.html")) ?? ""
    #expect(stale.contains("<p class=\"remark\">Stale: statement <a"))
    #expect(stale.contains(">11</pre>"))
    _ = recorder.session.rerun()
    #expect(recorder.session.report(to: folder.path + "/page.html") == .success)
    let fresh = (try? folder.text(of: "page.html")) ?? ""
    #expect(!fresh.contains("Stale:") && !fresh.contains(">11</pre>"))
    #expect(fresh.components(separatedBy: ">12</pre>").count == 2)
  }

  @Test func `A page in Markdown has its pictures beside it`() throws {
    let folder = try TemporaryFolder()
    let recorder = Recorder(in: folder.path)
    recorder.run("report \"my page.md\"\n" + Self.script)
    let text = (try? folder.text(of: "my page.md")) ?? ""
    #expect(text.contains("](my%20page.files/1.svg)"))
    #expect(text.contains("## Data \\<one\\>"))
    #expect(text.contains("```lstm\ntrain r = m epochs=3 batch=2 lr=0.05\n```"))
    #expect((try? folder.text(of: "my page.files/3.svg"))?.hasPrefix("<svg") == true)
  }

  @Test func `Texts that look like markup are shown as they are`() throws {
    let text = "print \"</pre><b>&amp; *not* `code` | ``` مرحبا 你好 \\u{1}\""
    let html = try page(text).text
    #expect(HTMLOutline(html).problem == nil)
    #expect(html.contains("&lt;/pre&gt;&lt;b&gt;&amp;amp; *not*"))
    #expect(html.contains("مرحبا 你好"))
    #expect(!html.unicodeScalars.contains("\u{1}"))
    let markdown = try page(text, "md").text
    #expect(markdown.contains("```\n</pre>") || markdown.contains("````\n</pre>"))
  }

  @Test func `What a script left that was killed makes a page that says how far it came`() throws {
    let folder = try TemporaryFolder()
    let recorder = Recorder(in: folder.path)
    recorder.session.keepsJournal = true
    recorder.run("#%% Start\nlet a = 1\n")
    var journal = Journal()
    for event in recorder.events { journal.note(event) }
    journal.note(.entry(.begun(2)))
    journal.note(
      .epoch(
        EpochReport(
          run: "r", epoch: 4, epochs: 9, values: [NamedValue("train.loss", .nan)], isBest: true,
          seconds: 3, rowsPerSecond: 5)))
    journal.list(journal.entries + [EntryText(id: 2, text: "train r = m", source: "x", line: 3)])
    let facts = ReportContent.Facts(title: "x.lstm", command: "lstm run x.lstm", versions: [])
    let path = folder.path + "/left.journal"
    try folder.write(bytes: SavedJournal(journal, facts).encoded(), to: "left.journal")
    let read = try SavedJournal(path: path)
    _ = try read.writePage(to: folder.path + "/page.html")
    let html = (try? folder.text(of: "page.html")) ?? ""
    #expect(html.contains(">broken off<"))
    #expect(html.contains("run r: epoch 4 of 9"))
    #expect(html.contains("not finished"))
    #expect(throws: Diagnostic.self) { _ = try SavedJournal(path: folder.path + "/page.html") }
  }

  @Test func `An epoch that is trained again supersedes what was known from there on`() {
    var journal = Journal()
    journal.note(.entry(.begun(1)))
    for epoch in [1, 2, 3, 2] {
      journal.note(
        .epoch(
          EpochReport(
            run: "r", epoch: epoch, epochs: 9, values: [], isBest: false, seconds: 1,
            rowsPerSecond: 1)))
    }
    guard case .epochs("r", let reports)? = journal.blocks(of: 1).last else {
      Issue.record("there are no epochs")
      return
    }
    #expect(reports.map(\.epoch) == [1, 2] && reports.allSatisfy { $0.seconds == 0 })
    journal.note(
      .details(ResultDetails(kind: .run, name: "r", title: "", tables: [], chart: nil)))
    #expect(journal.blocks(of: 1).count == 1)
  }

  @Test func `The command of a page is one that a shell takes`() throws {
    let folder = try TemporaryFolder()
    var configuration = Session.Configuration(
      baseDirectory: folder.path, parameters: [("city", "New York's")])
    configuration.report = folder.path + "/page.md"
    let session = Session(configuration: configuration, interruption: { .none }, onEvent: { _ in })
    #expect(session.run(SourceText(name: "my run.lstm", text: "param city = \"x\"")) == .success)
    let text = try folder.text(of: "page.md")
    #expect(text.contains(#"`lstm run 'my run.lstm' -p 'city=New York'\''s'`"#))
  }

  @Test
  func `The name of a page says its form, and is held against what there is before anything runs`()
    throws
  {
    let recorder = Recorder()
    #expect(
      recorder.check("report \"x.pdf\"")
        == ["E0603 the name of a report says its form, and `x.pdf` names none"])
    #expect(recorder.check("report \"nowhere/at/all.html\"").first?.hasPrefix("E0603") == true)
  }
}

// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// What Tab offers, place by place.
@Suite struct CompleterTests {
  private static let statements = [
    CompletionCase(
      "‸", "lstm", "seed", "…", "load", "runs", "rerun", "note", "tag", "c", "d", "…", "数"),
    CompletionCase("mo‸", "model"),
    CompletionCase("print 1; mo‸", "model"),
    CompletionCase("print 1\nmo‸", "model"),
    CompletionCase("r‸", "resume", "report", "runs", "rerun", "r", "rate"),
    CompletionCase("zzz‸"),
    CompletionCase("seed ‸", "…", "rate", "…"),
    CompletionCase("lstm ‸", "1"),
    CompletionCase("model ‸"),
    CompletionCase("train x ‸", "="),
    CompletionCase("print 1 # mo‸"),
    CompletionCase("# a\nmo‸", "model"),
    CompletionCase("print \"mo‸"),
    CompletionCase("print \"mo\"‸"),
    CompletionCase("print 12‸"),
    CompletionCase("print \"a # b\", ra‸", "rate"),
  ]

  /// Names of the same entry, which are not defined yet.
  private static let entries = [
    CompletionCase("data fresh = \"a.csv\"; model x for f‸", "fresh"),
    CompletionCase(
      "data fresh = \"a.csv\"\nmodel later for fresh = embed 8 |\n  output\ntrain x = l‸", "later"),
    CompletionCase("train later = m; eval l‸", "later"),
    CompletionCase("load later = \"a.model\"; predict l‸", "later"),
    CompletionCase("let later = 1; train x = m epochs=l‸", "later"),
    CompletionCase("grid later = train m; show l‸", "later"),
    CompletionCase("eval later = r; eval l‸"),
  ]

  private static let runs = [
    CompletionCase("train x = ‸", "m", "n"),
    CompletionCase("crossval x = ‸", "m", "n"),
    CompletionCase("grid x = ‸", "train"),
    CompletionCase("search x = train ‸", "m", "n"),
    CompletionCase("train x = n‸", "n"),
    CompletionCase("train x = n ‸", "(", "on", "lr=", "…"),
    CompletionCase("train x = m o‸", "on", "onecycle"),
    CompletionCase("train x = n(‸", "units="),
    CompletionCase("train x = n(units=‸", "rate", "数"),
    CompletionCase("train x = n(units=4, ‸"),
    CompletionCase("train x = n(units=4) o‸", "on", "onecycle"),
    CompletionCase("train x = m on ‸", "d"),
    CompletionCase("train x = m on d.‸", "train"),
    CompletionCase("train x = m on d o‸", "onecycle"),
    CompletionCase("train x = m ep‸", "eps=", "epochs="),
    CompletionCase("train x = m sgd mo‸", "momentum="),
    CompletionCase("train x = m adam mo‸"),
    CompletionCase("train x = m adam ada‸"),
    CompletionCase("train x = m cos‸", "cosine"),
    CompletionCase("train x = m cosine fl‸", "floor="),
    CompletionCase("train x = m cosine st‸"),
    CompletionCase("train x = m epochs=3 ep‸", "eps="),
    CompletionCase("train x = m ep‸ epochs=3", "eps="),
    CompletionCase("train x = m ada‸ epochs=3 adam"),
    CompletionCase("train x = m keep=‸", "best", "last", "file"),
    CompletionCase("train x = m epochs=‸", "rate", "数"),
    CompletionCase("train x = m max_time=‸", "wait"),
    CompletionCase("train x = m optimizer=r‸", "rmsprop"),
    CompletionCase("train x = m from=‸", "r", "g.best", "s.best"),
    CompletionCase("train x = m freeze=‸", "embed1", "lstm1", "output1", "embed", "lstm", "output"),
    CompletionCase("train x = m freeze=[embed1, ou‸", "output1", "output"),
    CompletionCase("train x = m class_weights=‸", "none", "auto", "file"),
    CompletionCase("train x = m see‸", "seed=", "seeds="),
    CompletionCase("grid x = train m see‸", "seed="),
    CompletionCase(
      "grid x = train m b‸", "beta1=", "beta2=", "batch=", "batch_tokens=", "bptt=", "by"),
    CompletionCase(
      "grid x = train m lr=[1e-3, 1e-2] by ‸", "accuracy", "f1", "precision", "…", "auc",
      "average_precision", "ece", "loss"),
    CompletionCase("search x = train m lr=1e-4..1e-2 lo‸", "log"),
    CompletionCase("search x = train m tri‸", "trials="),
    CompletionCase("search x = train m method=‸", "tpe", "random", "file"),
    CompletionCase("crossval x = m fo‸", "folds="),
    CompletionCase("crossval x = m fr‸", "freeze="),
    CompletionCase("resume ‸", "r", "g.best", "s.best"),
    CompletionCase("resume r ‸", "epochs=", "patience=", "max_time="),
    CompletionCase("resume g.‸", "best"),
  ]

  private static let results = [
    CompletionCase("eval ‸", "r", "s", "g.best", "s.best"),
    CompletionCase("eval x ‸", "="),
    CompletionCase("eval x = r ‸", "on", "dynamic=", "…"),
    CompletionCase("eval r on ‸", "d"),
    CompletionCase("eval r on d.‸", "train", "valid", "test"),
    CompletionCase("baseline b = ‸", "constant", "random", "bayes", "unigram", "…"),
    CompletionCase("baseline b = bayes ‸", "on"),
    CompletionCase("baseline b = bayes on d.te‸", "test"),
    CompletionCase("baseline b = textrank on d.test t‸", "top="),
    CompletionCase("baseline b = tfidf on d.test top=3 i‸", "idf="),
    CompletionCase("predict ‸", "r", "g.best", "s.best"),
    CompletionCase("predict r fr‸", "from"),
    CompletionCase("predict r \"a\" be‸"),
    CompletionCase(
      "predict r from \"x.csv\" ‸", "to", "header=", "columns=", "delimiter=", "quote="),
    CompletionCase("save ‸", "r", "g.best", "s.best"),
    CompletionCase("save r ‸", "\"", "file"),
    CompletionCase("load x = ‸", "\"", "file"),
    CompletionCase("show ‸", "c", "d", "g", "m", "n", "r", "s", "t", "v"),
    CompletionCase("show m ‸", "layers", "memory", "full"),
    CompletionCase("show m layers ‸", "memory", "full"),
    CompletionCase("show g ‸", "trials", "full"),
    CompletionCase(
      "show g.best ‸", "epochs", "layers", "options", "memory", "rates", "gradients", "full"),
    CompletionCase("show v ‸", "like", "full"),
    CompletionCase("show v like ‸", "\"", "top=", "file"),
    CompletionCase("vectors v like \"good\" ‸", "top=", "file"),
    CompletionCase("vectors ‸", "v"),
    CompletionCase("vectors v ‸", "=", "like"),
    CompletionCase("vectors w ‸", "="),
    CompletionCase("show d.‸", "train", "valid", "test", "…"),
    CompletionCase("plot ‸", "c", "d", "g", "r", "s", "t", "v"),
    CompletionCase(
      "plot r ‸", "loss", "metrics", "rates", "gradients", "weights", "gradient_sizes",
      "embeddings", "to"),
    CompletionCase("plot r, ‸", "c", "d", "g", "r", "s", "t", "v"),
    CompletionCase("plot r, r ‸", "loss", "metrics", "to"),
    CompletionCase("plot r weights ‸", "to"),
    CompletionCase("plot r embeddings ‸", "to", "method=", "words=", "perplexity=", "of="),
    CompletionCase("plot r embeddings method=‸", "pca", "tsne", "…"),
    CompletionCase("plot v method=tsne w‸", "words="),
    CompletionCase("plot s ‸", "trials", "losses", "to"),
    CompletionCase("plot g pa‸", "parallel"),
    CompletionCase("plot t roc to ‸", "\"", "file"),
  ]

  private static let expressions = [
    CompletionCase("print r.best_‸", "best_epoch", "best_rate"),
    CompletionCase("print g.best.best_‸", "best_epoch", "best_rate"),
    CompletionCase("print d.train.‸", "rows", "unknown"),
    CompletionCase("print rate.‸"),
    CompletionCase("let x = rou‸", "round("),
    CompletionCase("let x = round(ra‸", "rate"),
    CompletionCase("let x = [rate, fl‸", "flag", "floor("),
    CompletionCase("assert t.acc‸", "accuracy"),
    CompletionCase("assert rate == 1 ‸", "within", "and", "or"),
    CompletionCase("assert rate > 1 ‸", "and", "or"),
    CompletionCase("assert no‸", "not"),
    CompletionCase("print rate ‸"),
    CompletionCase("print [1,\nra‸", "rate"),
    CompletionCase("print 数‸", "数"),
    CompletionCase("let x = r.best_‸ + 1", "best_epoch", "best_rate"),
  ]

  private static let layers = [
    CompletionCase("model x ‸", "for"),
    CompletionCase("model x(a=1) for ‸", "d"),
    CompletionCase("model x for d ‸", "="),
    CompletionCase("model x for d = ‸", "embed", "chars"),
    CompletionCase("model x for d = embed 8 + ‸", "embed", "chars"),
    CompletionCase("model x for d = embed 8 + chars(‸", "embed"),
    CompletionCase("model x for d = embed 8 + chars(embed 4 | b‸", "bilstm", "bigru"),
    CompletionCase(
      "model x for d = embed 8 + chars(embed 4 + embed 2 | lstm 4 | mean | ‸", "dense", "dropout"),
    CompletionCase("model x for d = embed 8 + chars(embed 4 | lstm 4 ‸", "dropout=", "…", "|", "+"),
    CompletionCase("model x for d = embed 8 + chars(embed 4 | lstm 4) ‸", "|", "+"),
    CompletionCase("model x for d = embed 8 + chars(embed 4) | d‸", "dense", "dropout"),
    CompletionCase("model x for d = embed 8 | lstm 4 + m‸", "mean", "max"),
    CompletionCase("model x for d = embed 8 | max + mean | ‸", "dense", "dropout", "output"),
    CompletionCase("model x for nothing = ‸", "embed", "chars", "inputs", "lstm", "…", "output"),
    CompletionCase(
      "model x for d = embed 8 | ‸", "lstm", "bilstm", "gru", "bigru", "segment", "last", "mean",
      "max", "ends", "attend", "dense", "dropout", "output"),
    CompletionCase("model x for d = embed 8 | lstm 4 | last | ‸", "dense", "dropout", "output"),
    CompletionCase("model x for d = embed 8\n| max | d‸", "dense", "dropout"),
    CompletionCase("model x for d = embed 8 |\n max\n | d‸", "dense", "dropout"),
    CompletionCase("model x for d = embed 8 | dense 4 | ls‸", "lstm"),
    CompletionCase("model x for d = embed 8 | lstm wrong=3 | e‸", "embed", "ends"),
    CompletionCase("model x for d = embed 8 | nothing | e‸", "embed", "ends"),
    CompletionCase(
      "model x for d = embed 8 | lstm 4 ‸", "dropout=", "recurrent_dropout=", "weight_dropout=",
      "peephole", "|", "+"),
    CompletionCase(
      "model x for d = embed 8 | lstm 4 dropout=0.1 ‸", "recurrent_dropout=", "weight_dropout=",
      "peephole", "|", "+"),
    CompletionCase("model x for d = embed 8 | lstm d‸ dropout=0.1 | output"),
    CompletionCase("model x for d = embed 8 | dense 4 ta‸", "tanh"),
    CompletionCase("model x for d = embed 8 | dense 4 tanh ‸", "|", "+"),
    CompletionCase("model x for d = embed 8 | dense 4 activation=re‸", "relu"),
    CompletionCase("model x for d = embed 8 | output s‸", "softmax", "sigmoid", "student"),
    CompletionCase(
      "model x(a=1) for d = embed ‸", "v", "units=", "tune=", "dropout=", "tied", "a",
      "rate", "数", "|", "+"),
    CompletionCase("model x(a=1) for d = embed units=‸", "v", "a", "rate", "数"),
    CompletionCase("model x for d = embed v ‸", "tune=", "dropout=", "tied", "|", "+"),
    CompletionCase("model x for d = embed v + embed ‸", "v", "units=", "…"),
    CompletionCase("model x(a=1) for d = embed a | lstm (a + ‸", "…", "rate", "…"),
  ]

  private static let data = [
    CompletionCase(
      "data x = ‸", "\"", "csv", "tsv", "jsonl", "labelled", "conll", "slots", "segmented", "chars",
      "words", "lines", "pairs", "ts", "npy", "npz", "folder", "wav", "rows",
      "file"),
    CompletionCase("data x = csv ‸", "\"", "file"),
    CompletionCase("data x = rows ‸", "["),
    CompletionCase("data x = \"rev‸", "reviews.csv"),
    CompletionCase("data x = \"runs/‸", "old.csv"),
    CompletionCase("data x = \"ru‸", "runs/"),
    CompletionCase("data x = \".‸", ".hidden", ".vectors"),
    CompletionCase("data x = \"w‸", "with \\\"quotes\\\".csv", "words.txt"),
    CompletionCase("data x = \"with \\\"q‸", "with \\\"quotes\\\".csv"),
    CompletionCase("data x = \"评‸", "评论.csv"),
    CompletionCase("data x = \"nowhere/‸"),
    CompletionCase(
      "data x = \"reviews.csv\" ‸", "{", "header=", "columns=", "delimiter=", "quote=", "review",
      "stars", "\"long name\""),
    CompletionCase("data x = csv file he‸", "header="),
    CompletionCase("data x = \"reviews.csv\" header=‸", "yes", "no", "flag"),
    CompletionCase("data x = \"reviews.csv\" stars ‸", "~"),
    CompletionCase("data x = \"reviews.csv\" sta‸", "stars"),
    CompletionCase("data x = \"reviews.csv\" header=yes sta‸", "stars"),
    CompletionCase("data x = \"semicolon.csv\" delimiter=\";\" ‸", "{", "…", "a", "b"),
    CompletionCase("data x = \"semicolon.csv\" delimiter=\";\" a ~ ‸", "b"),
    CompletionCase("data x = \"reviews.csv\" stars ~ ‸", "review", "\"long name\""),
    CompletionCase(
      "data x = \"reviews.csv\" { ‸", "text", "target", "input", "sound", "series", "window",
      "split",
      "group",
      "time", "ignore"),
    CompletionCase(
      "data x = \"reviews.csv\" { text review; ‸", "target", "input", "sound", "series", "window",
      "split",
      "group", "time", "ignore", "}"),
    CompletionCase("data x = \"reviews.csv\" {\n  text review\n  ta‸", "target"),
    CompletionCase("data x = \"reviews.csv\" { text ‸", "review", "stars", "\"long name\""),
    CompletionCase("data x = \"reviews.csv\" { text \"lo‸", "long name"),
    CompletionCase("data x = \"reviews.csv\" { input ‸", "review", "stars", "\"long name\""),
    CompletionCase(
      "data x = \"reviews.csv\" { input stars, ‸", "review", "\"long name\"", "scale=", "fill=",
      "embed=", "known", "lags=", ";", "}"),
    CompletionCase("data x = \"reviews.csv\" { input stars, review sc‸", "scale="),
    CompletionCase(
      "data x = \"reviews.csv\" { input stars scale=‸", "standard", "minmax", "robust", "none",
      "file"),
    CompletionCase("data x = \"reviews.csv\" { input stars; in‸", "input"),
    CompletionCase("data x = \"reviews.csv\" { text review; target ‸", "stars", "\"long name\""),
    CompletionCase("data x = \"reviews.csv\" { text review to‸", "tokens="),
    CompletionCase(
      "data x = \"reviews.csv\" { text review tokens=‸", "word", "char", "blank", "subword", "file"),
    CompletionCase(
      "data x = \"reviews.csv\" { text review stopwords=‸", "chinese", "english", "\"", "file"),
    CompletionCase("data x = \"reviews.csv\" { text review stopwords=\"ru‸", "runs/"),
    CompletionCase("data x = \"reviews.csv\" { text review dictionary=‸", "\"", "file"),
    CompletionCase("data x = \"reviews.csv\" { text review dictionary=\"ru‸", "runs/"),
    CompletionCase("baseline b = tfidf on d.test idf=\"ru‸", "runs/"),
    CompletionCase("data x = \"reviews.csv\" { target stars labels separator=\"ru‸"),
    CompletionCase("data x = \"reviews.csv\" { text review; target stars c‸", "class"),
    CompletionCase("data x = \"reviews.csv\" { text review known=‸", "v"),
    CompletionCase(
      "data x = \"reviews.csv\" { text review dictionary=\"words.txt\" keep_pos=‸", "\"a\"",
      "\"n\"", "\"nr\""),
    CompletionCase(
      "data x = \"reviews.csv\" { text review dictionary=\"words.txt\" keep_pos=[\"n\", ‸",
      "\"a\"", "\"nr\""),
    CompletionCase(
      "data x = \"reviews.csv\" { text review dictionary=\"words.txt\" keep_pos=[\"n‸", "n", "nr"),
    CompletionCase(
      "data x = \"reviews.csv\" { text review keep_pos=‸ dictionary=\"words.txt\" }", "\"a\"",
      "\"n\"", "\"nr\""),
    CompletionCase("data x = \"reviews.csv\" { text review keep_pos=‸"),
    CompletionCase(
      "data x = \"reviews.csv\" { text review; target stars labels s‸", "separator=", "scheme=",
      "scale=", "season=", "shared", "skip_under=", "skip_over=", "skip_ratio="),
    CompletionCase("data x = \"reviews.csv\" { split ‸", "80/10/10", "by", "train=", "…", "}"),
    CompletionCase("data x = \"reviews.csv\" { split by ‸", "review", "stars", "\"long name\""),
    CompletionCase("data x = \"reviews.csv\" { split 80/10/10 ‸", "shuffle=", ";", "}"),
    CompletionCase("data x = \"reviews.csv\" { split train=90% test=\"ru‸", "runs/"),
    CompletionCase("data x = \"reviews.csv\" { ignore stars ‸", "review", "\"long name\"", "…"),
    CompletionCase("data x = \"semicolon.csv\" delimiter=\";\" { text ‸", "a", "b"),
    CompletionCase("data x = csv \"reviews.csv\" columns=[u, v, w] { text ‸", "u", "v", "w"),
    CompletionCase("data x = \"评论.csv\" { text ‸", "评论", "标签"),
    CompletionCase("data x = \"评论.csv\" { text 标‸", "标签"),
    CompletionCase("data x = rows [one, two] [[\"a\", 1]] { text ‸", "one", "two"),
    CompletionCase("data x = \"nowhere.csv\" { text ‸"),
    CompletionCase("data x = \"reviews.csv\" { text review } ‸"),
    CompletionCase("param x = \"ru‸", "runs/"),
    CompletionCase("include \"runs/o‸", "old.csv"),
    CompletionCase("predict r from \"runs/o‸", "old.csv"),
    CompletionCase("predict r \"ru‸"),
  ]

  private func check(_ cases: [CompletionCase]) throws {
    let session = try CompletionSession()
    for test in cases {
      let found = session.completions(test)
      let texts = found.candidates.map(\.text)
      #expect(test.matches(texts), "\(test.text): \(texts)")
    }
  }

  @Test func statementsAndNames() throws { try check(Self.statements) }
  @Test func namesOfTheSameEntry() throws { try check(Self.entries) }
  @Test func statementsThatTrain() throws { try check(Self.runs) }
  @Test func statementsAboutResults() throws { try check(Self.results) }
  @Test func expressions() throws { try check(Self.expressions) }
  @Test func stacks() throws { try check(Self.layers) }
  @Test func dataAndPaths() throws { try check(Self.data) }

  @Test(
    arguments: [
      CompletionCase("predict r \"a\" ‸", "beam=", "best=", "…", "prefix="),
      CompletionCase("predict r from \"x.txt\" le‸", "length_penalty="),
      CompletionCase("explain r \"a\" ‸", "to", "…"),
      CompletionCase("plot r embeddings of=\"embed1\" ‸", "to", "method=", "words=", "perplexity="),
      CompletionCase("ensemble x = ‸", "q", "r"),
      CompletionCase("ensemble x = r, ‸", "q", "r"),
      CompletionCase("predict ‸", "e", "q", "r"),
      CompletionCase("compare x = ‸", "t"),
      CompletionCase("compare t, ‸", "t"),
      CompletionCase("compare t, t ‸", "samples=", "by"),
      CompletionCase("compare t, t by ble‸", "bleu"),
      CompletionCase("print e.‸", "runs", "parameters"),
      CompletionCase("print better.‸", "first", "second", "difference", "low", "high", "p"),
      CompletionCase("show e ‸", "full"),
      CompletionCase("eval r be‸", "beam="),
      CompletionCase("model x for d = embed 8 | lstm 4 ‸", "…", "|", "+", "=>"),
      CompletionCase("model x for d = embed 8 | lstm 4 => embed 4 | lstm 4 ‸", "…", "|", "+"),
      CompletionCase("model x for d = embed 8 | lstm 4 => embed 4 | lstm 4 | atte‸", "attend"),
    ])
  func whatWritesTextsHasPlacesOfItsOwn(_ test: CompletionCase) {
    let recorder = Recorder()
    recorder.enter(
      Samples.translated + "\n" + Samples.translator + """

        train r = m epochs=1
        train q = m epochs=1 seed=2
        ensemble e = r, q
        eval t = r
        compare better = t, t
        """)
    let (text, offset) = test.entry
    let found = recorder.session.completions(of: text, at: offset).candidates.map(\.text)
    #expect(test.matches(found), "\(found)")
  }

  @Test func theWordBeginsWhereItIsReplaced() throws {
    let session = try CompletionSession()
    let starts = [
      ("print 数 + ra‸", 12), ("print r.be‸", 8), ("data x = \"runs/o‸", 15), ("data x = \"ru‸", 10),
      ("show ‸", 5), ("train x = n(un‸", 12),
    ]
    for (text, start) in starts {
      #expect(session.completions(CompletionCase(text)).start == start, "\(text)")
    }
  }

  @Test func detailsSayWhatSomethingIs() throws {
    let session = try CompletionSession()
    let epochs = try #require(session.detail(of: "epochs=", in: "train x = m ep‸"))
    #expect(epochs.hasPrefix("default 10: how often"))
    #expect(epochs.hasSuffix("(a whole number from 1 to 1000000)"))
    #expect(session.detail(of: "r", in: "eval ‸")?.hasPrefix("run r: kept epoch") == true)
    #expect(
      session.detail(of: "lstm", in: "model x for d = embed 8 | ls‸")
        == LayerCatalog.entry("lstm")?.summary)
    #expect(
      session.detail(of: "train", in: "tr‸") == StatementCatalog.form(of: .train).summary)
    #expect(session.detail(of: "rate", in: "print ra‸") == "0.05")
    #expect(session.detail(of: "units=", in: "train x = n(‸")?.contains("default 6") == true)
  }

  @Test func aBlankFollowsWhatIsComplete() throws {
    let session = try CompletionSession()
    let found = session.completions(CompletionCase("train x = m ep‸ "))
    #expect(found.candidates.map(\.continuation) == [false, false])
    let paths = session.completions(CompletionCase("data x = \"r‸"))
    #expect(paths.candidates.map(\.continuation) == [true, false])
  }

  /// What an extension brings is offered without an edit.
  @Test func everythingInACatalogIsOffered() throws {
    let session = try CompletionSession()
    let training = session.candidates("train x = m ‸")
    for spec in Reference.options(of: .train) { #expect(training.contains("\(spec.name)=")) }
    for entry in OptimizerCatalog.entries {
      #expect(training.contains(entry.name))
      let own = session.candidates("train x = m \(entry.name) ‸")
      for spec in entry.arguments {
        #expect(own.contains("\(spec.name)=") || own.contains(spec.name))
      }
    }
    for entry in ScheduleCatalog.entries {
      #expect(training.contains(entry.name))
      let own = session.candidates("train x = m \(entry.name) ‸")
      for spec in entry.arguments { #expect(own.contains("\(spec.name)=")) }
    }
    let all = session.candidates("model x for nowhere = ‸")
    #expect(all == LayerCatalog.entries.map(\.name))
    for verb in StatementVerb.allCases { #expect(session.candidates("‸").contains(verb.rawValue)) }
    for function in FunctionCatalog.entries {
      #expect(session.candidates("print ‸").contains("\(function.name)("))
    }
    // Ensembles and comparisons have a session of their own.
    for kind in ObjectKind.allCases where kind != .ensemble && kind != .comparison {
      let fields = session.candidates("print \(kind.sampleName).‸")
      #expect(fields == kind.type.fields.map(\.name), "\(kind)")
      guard kind != .split else { continue }
      let facets = session.candidates("show \(kind.sampleName) ‸")
      #expect(facets == kind.type.facets.map(\.name) + ["full"], "\(kind)")
    }
  }

  @Test func columnsAreReadOnceForAsLongAsTheFileStays() throws {
    let session = try CompletionSession()
    let text = "data x = \"reviews.csv\" { text ‸"
    for _ in 0..<3 { #expect(session.candidates(text).count == 3) }
    #expect(session.recorder.session.columnCache.readCount == 1)
    try session.write("only,two\n1,2\n", to: "reviews.csv")
    #expect(session.candidates(text) == ["only", "two"])
    #expect(session.recorder.session.columnCache.readCount == 2)
  }

  /// A layer that is offered makes no stack that is refused for its types.
  @Test func offeredLayersFit() throws {
    let session = try CompletionSession()
    for stack in ["", "embed 8 | ", "embed 8 | lstm 4 | ", "embed 8 | max | "] {
      let offered = session.candidates("model x for d = \(stack)‸")
      for entry in LayerCatalog.entries {
        let rest =
          entry.name == "output"
          ? "" : ["embed", "chars"].contains(entry.name) ? " | lstm 4 | output" : " | output"
        let problems = session.recorder.session.check(
          SourceText(
            name: "test",
            text: Samples.data + "\nmodel x for d = \(stack)\(entry.example)\(rest)\nshow x"))
        #expect(problems.isEmpty == offered.contains(entry.name), "\(stack)\(entry.example)")
      }
    }
  }
}

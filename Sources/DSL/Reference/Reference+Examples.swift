// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Examples of what has none in its catalog: settings, fields and facets.
extension Reference {
  /// The owner's example with a value for one of its settings.
  static func example(of setting: Setting, in topic: Topic) -> String {
    if let example = settingExamples["\(topic.kind) \(topic.name) \(setting.name)"] {
      return example
    }
    if topic.kind == "format" { return formatExample(setting, topic) }
    let examples = topic.name == "target" ? RoleCatalog.targetExamples : RoleCatalog.examples
    if topic.kind == "role", ["text", "target", "input", "sound", "time"].contains(topic.name),
      let example = examples[setting.name]
    {
      return example
    }
    if topic.kind == "baseline", let example = RoleCatalog.baselineExamples[setting.name] {
      return "baseline b = \(topic.name) on d.test \(example)"
    }
    let words = topic.example.split(separator: " ")
    let isThere =
      words.contains { $0.hasPrefix("\(setting.name)=") }
      || setting.isPositional
        && (setting.defaultText == nil || words.contains { setting.choices.contains(String($0)) })
    if isThere { return topic.example }
    // The metric of a sweep stands after its options.
    let end = words.lastIndex(of: "by") ?? words.count
    var all = words.map(String.init)
    all.insert("\(setting.name)=\(setting.sample)", at: end)
    let example = all.joined(separator: " ")
    // Nothing begins with itself.
    return setting.sample == sampleRun ? example.replacing("train r ", with: "train s ") : example
  }

  /// What shows settings which need another one, or a value of their own.
  private static let settingExamples = [
    "layer output cutoffs": "output adaptive cutoffs=[2000, 10000]",
    "layer output div_value": "output adaptive div_value=2",
    "layer output quantiles": "output quantiles=[0.1, 0.5, 0.9]",
    "statement train average_from": "train r = m average=mean average_from=3",
    "statement train average_patience": "train r = m average=mean average_patience=5",
    "statement train scheduled_sampling": "train r = m scheduled_sampling=0.25",
    "statement train unfreeze": "train r = m freeze=embed unfreeze=3",
    "optimizer sgd nesterov": "train r = m sgd momentum=0.9 nesterov=yes",
    "statement plot method": "plot r embeddings method=tsne",
    "statement plot words": "plot r embeddings words=100",
    "statement plot perplexity": "plot r embeddings method=tsne perplexity=10",
    "statement plot of": #"plot r embeddings of="embed1""#,
    "statement train ema_decay": "train r = m average=ema ema_decay=0.99",
    "statement generate template": #"generate r template="_ _ ." temperature=0"#,
    "role input known": "input id known=yes; window 8 horizon=2",
    "role group valid": "group author valid=[ann]",
    "role group test": "group author test=[bob, cleo]",
    "role series embed": "series author embed=2; window 1 horizon=1",
    "statement forecast intervals": "forecast r intervals=conformal",
    "statement eval every": "eval t = r every=2",
    "statement eval steps": "eval t = r steps=4",
    "statement eval intervals": "eval t = r on d.test intervals=conformal",
    "statement explain class": #"explain r "a quiet room" class="good""#,
    "statement eval bptt": "eval t = r dynamic=0.1 bptt=10",
    "statement eval theta": "eval t = r cache=500 theta=0.5",
    "statement eval lambda": "eval t = r cache=500 lambda=0.2",
    "format pairs with": #"data d = pairs "train.en" with="train.de""#,
    "format pairs columns": #"data d = pairs "train.en" "train.de" columns=[en, de]"#,
    "statement predict prefix": #"predict r "a red car" prefix="ein""#,
    "statement predict best": #"predict r "a red car" beam=4 best=2"#,
    "statement predict lm": #"predict r "a a b b" beam=4 lm=s"#,
    "statement predict lm_weight": #"predict r "a a b b" beam=4 lm=s lm_weight=0.5"#,
    "statement predict lm_bonus": #"predict r "a a b b" beam=4 lm=s lm_bonus=1"#,
    "statement eval lm": "eval t = r beam=4 lm=s",
    "statement eval lm_weight": "eval t = r beam=4 lm=s lm_weight=auto",
    "statement eval lm_bonus": "eval t = r beam=4 lm=s lm_bonus=1",
    "format npy targets": #"data d = npy "x.npy" targets="y.npy""#,
    "format npz array": #"data d = npz "waves.npz" array="x""#,
    "format npz targets": #"data d = npz "waves.npz" targets="y""#,
    "format wav name": #"data d = wav "tones" name="{kind}_{voice}_{take}" { target kind }"#,
    "format wav targets": #"data d = wav "talks" targets="words.csv" { target word }"#,
    "format folder files":
      #"data d = folder "walks" files="walk_{id}.csv" targets="targets.csv" { target place }"#,
    "format folder targets":
      #"data d = folder "walks" files="walk_{id}.csv" targets="targets.csv" { target place }"#,
    "format folder header":
      #"data d = folder "walks" files="walk_{id}.csv" targets="targets.csv" header=yes"#,
    "format folder columns":
      #"data d = folder "walks" files="walk_{id}.csv" targets="targets.csv" header=yes columns=[left, right]"#,
    "format folder delimiter":
      #"data d = folder "walks" files="walk_{id}.csv" targets="targets.csv" delimiter=",""#,
  ]

  private static func formatExample(_ setting: Setting, _ topic: Topic) -> String {
    let columns = topic.settings.first { $0.name == "columns" }
    let options = [setting] + (setting.name == "columns" ? [] : columns.map { [$0] } ?? [])
    let text = options.map { "\($0.name)=\($0.sample)" }.joined(separator: " ")
    return "data d = \(topic.name) \"reviews.\(topic.name)\" \(text) { text review; target label }"
  }

  /// A statement that reads a field, or shows a facet.
  static func example(ofField name: String, of kind: ObjectKind) -> String {
    "print \(kind.sampleName).\(name)"
  }

  static func example(ofFacet name: String, of kind: ObjectKind) -> String {
    "show \(kind.sampleName) \(name)" + (name == VectorsObject.likeFacet ? " \"good\" top=5" : "")
  }

  /// The name of a run in examples.
  static let sampleRun = "r"
}

extension ObjectKind {
  /// What examples call one.
  var sampleName: String {
    switch self {
    case .data: "d"
    case .split: "d.test"
    case .vectors: "v"
    case .model: "m"
    case .run: Reference.sampleRun
    case .evaluation: "t"
    case .sweep: "g"
    case .runs: "s"
    case .crossValidation: "c"
    case .ensemble: "e"
    case .comparison: "better"
    }
  }

  /// What is done with one of that name, in a few statements.
  func uses(_ name: String) -> [String] {
    switch self {
    case .data:
      ["show \(name) words", "model m for \(name) = embed 64 | lstm 64 | output"]
    case .split: ["print \(name).rows"]
    case .vectors:
      [
        "show \(name)", "show \(name) like \"good\" top=5",
        "model m for d = embed \(name) | lstm 64 | output",
      ]
    case .model: ["show \(name) memory", "train r = \(name) epochs=10"]
    case .run: ["eval t = \(name)", "predict \(name) \"a text\"", "save \(name) \"\(name).model\""]
    case .evaluation: ["show \(name) full", "assert \(name).accuracy > 80%"]
    case .sweep, .runs: ["show \(name) trials", "eval t = \(name).best"]
    case .ensemble: ["show \(name)", "eval t = \(name)", "predict \(name) \"a text\""]
    case .comparison: ["show \(name)", "assert \(name).p < 0.05, \(name).difference > 0"]
    case .crossValidation: ["show \(name) folds", "print \(name).accuracy"]
    }
  }
}

extension ArgumentSpec {
  /// A value to show how it is set, other than the default where that says nothing.
  var sample: String {
    switch kind {
    case .integer(let range):
      if case .integer(let value)? = defaultValue, value > 0 {
        return String(min(2 * value, range.upperBound))
      }
      // Limits of words and tokens are large; a seed has no limit.
      let isLarge = range.upperBound >= 10_000_000 && range.upperBound < .max
      return String(max(range.lowerBound, isLarge ? 1000 : 3))
    case .integerOr: return "3"
    case .number(let interval):
      if case .number(let value)? = defaultValue, value != 0 { return defaultValue?.text ?? "" }
      return interval.high <= 1 ? "0.1" : "0.01"
    case .boolean: return defaultValue == .boolean(true) ? "no" : "yes"
    case .choice(let words): return words.first { .word($0) != defaultValue } ?? ""
    case .text: return self == SweepOptions.start.spec ? Reference.sampleRun : "english"
    case .path(let words): return words.last ?? "\"words.txt\""
    case .duration: return "10m"
    case .numbers(_, let words): return words.last ?? "[1, 0.5]"
    case .words: return "embed"
    }
  }
}

extension FormatOption {
  /// A value to show how it is set.
  var sample: String {
    switch kind {
    case .flag: defaultValue == .flag(false) ? "yes" : "no"
    case .text: "\";\""
    case .names: "[review, label]"
    }
  }
}

extension FunctionEntry {
  /// A call with the names that examples use, for a function of objects.
  var sampleCall: String {
    let values = parameters.map { type in
      switch type {
      case .object(let kind): kind.sampleName
      case .number: "3"
      case .text, .boolean, .duration, .list, .anything: "\"good\""
      }
    }
    return "\(name)(\(values.joined(separator: ", ")))"
  }
}

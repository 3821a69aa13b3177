// SPDX-License-Identifier: Apache-2.0

import LSTM

/// How vectors are laid out in a plane.
enum EmbeddingPlot {
  /// The name of the plot.
  static let name = "embeddings"

  /// What it takes for vectors that were read.
  static let options = [method.spec, words.spec, perplexity.spec]

  /// What it takes for those of a run.
  static let runOptions = options + [table.spec]

  static let method = ArgumentKey.choice(
    "method", ["pca", "tsne"], default: "pca",
    help:
      "`pca` for the two directions in which the vectors differ most, `tsne` for points beside those "
      + "whose vectors are near")
  static let words = ArgumentKey.integer(
    "words", 2...500, default: 200, help: "how many words are drawn, the most frequent ones")
  static let perplexity = ArgumentKey.number(
    "perplexity", .above(0), default: 30, help: "with `tsne` about how many neighbours a word has")
  static let table = ArgumentKey.text(
    "of", default: "",
    help:
      "the layer, or the column of categories, whose vectors are drawn; the first one when absent")

  /// The picture of some vectors by their names; nil for fewer than two.
  static func chart(
    _ title: String, _ entries: [(name: String, vector: [Float])], _ settings: Arguments
  ) -> Chart? {
    guard entries.count > 1 else { return nil }
    let vectors = entries.map(\.vector)
    let isNeighbours = settings[method] == "tsne" && entries.count >= PlaneMap.fewestNeighbours
    let map =
      isNeighbours
      ? PlaneMap.neighbours(vectors, perplexity: settings[perplexity])
      : PlaneMap.principal(vectors)
    let axis = { (name: String, share: Double?) in
      ChartAxis(
        share.map {
          "\(name) direction, \(FixedDecimal.string(100 * $0, decimals: 1)) % of the variance"
        } ?? "")
    }
    return Chart(
      title + (isNeighbours ? ", by t-SNE" : ", by PCA"), x: axis("first", map.shares?.first),
      y: axis("second", map.shares?.second),
      body: .points(
        NamedPoints(
          names: entries.map { Explanation.shown($0.name) },
          points: map.points.map { ChartPoint($0.x, $0.y) })),
      notes: isNeighbours
        ? [
          "words stand near those whose vectors are near; directions and far distances mean nothing"
        ]
        : [])
  }
}

extension RunObject {
  /// The tables of vectors whose rows have names, and the names.
  private var namedTables: [(table: EmbeddedTable, names: [String])] {
    model.embeddedTables(readsText: text != nil).compactMap { table in
      let names: [String]? =
        switch table.subject {
        case .read: text?.vocabulary.words
        case .written: (task as? any TextValued)?.transform.vocabulary.words
        case .categories(let column):
          numbers?.features.first { $0.name == column }?.categories
        }
      return names.map { (table, $0) }
    }
  }

  /// Whether there are vectors to draw.
  var hasNamedVectors: Bool { !namedTables.isEmpty }

  /// Why a table that is asked for cannot be drawn; nil where it can.
  func reasonAgainstTable(_ settings: Arguments) -> String? {
    let wanted = settings[EmbeddingPlot.table]
    let known = namedTables.map(\.table.name)
    guard !wanted.isEmpty, !known.contains(wanted) else { return nil }
    return "no layer or column `\(wanted)` has vectors of its own; \(known.listed) "
      + (known.count == 1 ? "has" : "have")
  }

  /// The vectors of its most frequent words, or of the categories of a column.
  func embeddingsChart(_ settings: Arguments) -> Chart? {
    let wanted = settings[EmbeddingPlot.table]
    guard let network = outcome?.network,
      let (table, names) = namedTables.first(where: { wanted.isEmpty || $0.table.name == wanted })
    else { return nil }
    let values = network.values(of: table.slot)
    let width = table.slot.spec.shape.last ?? 1
    let isOfWords = if case .categories = table.subject { false } else { true }
    let rows = names.indices.filter { row in
      (row + 1) * width <= values.count
        && !(isOfWords && [Vocabulary.unknown, Vocabulary.mark].contains(names[row]))
    }.prefix(settings[EmbeddingPlot.words])
    let what =
      isOfWords ? "the \(rows.count) most frequent words" : "the \(rows.count) categories"
    return EmbeddingPlot.chart(
      "\(name): vectors of \(what), \(table.name)",
      rows.map { (names[$0], Array(values[$0 * width..<($0 + 1) * width])) }, settings)
  }
}

/// Pictures of vectors that were read.
extension VectorsObject {
  static let plots = [
    (
      name: EmbeddingPlot.name,
      summary: "the first words of the file as points of a plane, by `method=pca` or `method=tsne`"
    )
  ]

  static func options(ofPlot plot: String) -> [ArgumentSpec] { EmbeddingPlot.options }

  func chart(_ plot: String, _ settings: Arguments) -> Chart? {
    let count = min(settings[EmbeddingPlot.words], vectors.words.count)
    let width = vectors.dimension
    return EmbeddingPlot.chart(
      "\(name): vectors of the first \(count) words",
      (0..<count).map {
        (vectors.words[$0], Array(vectors.matrix[$0 * width..<($0 + 1) * width]))
      }, settings)
  }
}

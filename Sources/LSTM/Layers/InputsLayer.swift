// SPDX-License-Identifier: Apache-2.0

/// The numbers of the data, those of several inputs side by side: nothing in, `seq[features]` or
/// `vector[features]` out.
///
/// A vector beside a sequence stands at each of its steps. A category that is embedded becomes its
/// trained vector; zeros stand for one that is not known.
struct InputsLayer: Layer {
  /// An input of the model that it reads.
  struct Source: Sendable {
    /// The number of the input.
    let index: Int
    /// What a row is there.
    let shape: InputShape

    /// What stands at a place.
    var flow: FlowType { shape.flow }
  }

  /// What it reads, in the order of the inputs.
  var sources: [Source] = []
  /// Whether all steps are wanted although every input is a vector.
  var isSpread = false

  var consumption: Consumption { .numbers }

  /// Whether it gives a vector at each step.
  private var hasSteps: Bool { isSpread || sources.contains { $0.flow.isSequence } }

  func outputType(for input: FlowType) -> FlowType {
    let features = sources.reduce(0) { $0 + $1.shape.features }
    return hasSteps ? .sequence(features: features) : .vector(features: features)
  }

  /// A vector for each category of a feature that is embedded, `[categories, units]`.
  func parameters(for input: FlowType) -> [ParameterSpec] {
    sources.flatMap(\.shape.embedded).map { feature in
      ParameterSpec(
        feature.name, [feature.categories, feature.units], .uniform(0.05), isRegularized: false)
    }
  }

  func makeStage(_ site: Site) -> any Stage {
    InputsStage(sources, output: outputType(for: site.input), tables: site.slots)
  }

  static let entry = LayerEntry(
    name: "inputs",
    summary: "the numbers of the data; a number of a row stands at each of its steps beside a "
      + "sequence",
    arguments: [], example: "inputs",
    make: { _ in InputsLayer() })
}

private final class InputsStage: Stage {
  /// Features of an input side by side that become columns of the output.
  private struct Span {
    /// The number of the input.
    let input: Int
    /// Whether it has one vector a row.
    let isVector: Bool
    /// The first of the features.
    let feature: Int
    /// The first column of the output.
    let column: Int
    /// How many columns there are.
    let width: Int
    /// The vectors of the categories whose numbers stand in the feature; nil for features that are read
    /// as they are.
    let table: ParameterSlot?
  }

  private let spans: [Span]
  private let type: FlowType
  /// The input that is handed on as it is; nil where something has to be put together.
  private let plain: Int?
  private let output = Buffer()

  init(_ sources: [InputsLayer.Source], output: FlowType, tables: [ParameterSlot]) {
    spans = Self.spans(of: sources, tables)
    type = output
    let isPlain =
      tables.isEmpty && sources.count == 1 && sources[0].flow.isSequence == output.isSequence
    plain = isPlain ? sources[0].index : nil
  }

  private static func spans(
    of sources: [InputsLayer.Source], _ tables: [ParameterSlot]
  ) -> [Span] {
    var spans: [Span] = []
    var (column, table) = (0, 0)
    for source in sources {
      var feature = 0
      let add = { (width: Int, table: ParameterSlot?) in
        guard width > 0 else { return }
        spans.append(
          Span(
            input: source.index, isVector: !source.flow.isSequence, feature: feature,
            column: column, width: width, table: table))
        feature += table == nil ? width : 1
        column += width
      }
      for embedded in source.shape.embedded {
        add(embedded.place - feature, nil)
        add(embedded.units, tables[table])
        table += 1
      }
      add(source.flow.features - feature, nil)
    }
    return spans
  }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    guard plain == nil else { return }
    memory.reserve(output, size.rows(of: type) * type.features)
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    if let plain { return pass.inputs[plain].values }
    let y = output.matrix(type.isSequence ? pass.batch.total : pass.batch.rows, type.features)
    for span in spans {
      let (numbers, columns) = (pass.inputs[span.input].values, y.columns(span.column, span.width))
      forEachStretch(of: span, pass) { places, rows in
        let own = numbers.columns(span.feature, span.table == nil ? span.width : 1)
          .rows(rows.lowerBound, rows.count)
        let to = columns.rows(places.lowerBound, places.count)
        guard let table = span.table else { return to.copy(from: own) }
        let vectors = pass.value(table)
        for row in 0..<to.rows {
          let number = Int(own.row(row)[0])
          if number < 0 {
            to.row(row).update(repeating: 0, count: span.width)
          } else {
            to.row(row).update(from: vectors.row(number), count: span.width)
          }
        }
      }
    }
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    for span in spans {
      guard let table = span.table, let sums = pass.gradient(table) else { continue }
      let numbers = pass.inputs[span.input].values
      forEachStretch(of: span, pass) { places, rows in
        for (place, row) in zip(places, rows) {
          let number = Int(numbers.row(row)[span.feature])
          guard number >= 0 else { continue }
          sums.rows(number, 1).add(gradient.columns(span.column, span.width).rows(place, 1))
        }
      }
    }
    return nil
  }

  /// The places of the output, and the rows of the input that stand there: all at once, or, of a vector
  /// beside a sequence, step by step.
  private func forEachStretch(
    of span: Span, _ pass: Pass, _ body: (_ places: Range<Int>, _ rows: Range<Int>) -> Void
  ) {
    guard type.isSequence, span.isVector else {
      let count = type.isSequence ? pass.batch.total : pass.batch.rows
      return body(0..<count, 0..<count)
    }
    for step in 0..<pass.batch.steps {
      let (first, live) = (pass.batch.offsets[step], pass.batch.live[step])
      body(first..<first + live, 0..<live)
    }
  }
}

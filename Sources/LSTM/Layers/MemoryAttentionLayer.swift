// SPDX-License-Identifier: Apache-2.0

/// `attend` in a decoder: each step looks at all that the encoder gave of its row.
///
///     a = softmax over s of score(h, m_s)   c = Σ a_s·m_s   y = tanh([c; h]·W + b)
///
/// Scores are `dot`, h·m, or `general`, (h·Q)·m (Luong and others 2015), or `additive`, tanh(h·Q + m·K + b)·v
/// (Bahdanau and others 2015). Of several heads each scores and sums features of its own, its scores over the
/// root of their number (Vaswani and others 2017).
struct MemoryAttentionLayer: Layer {
  /// How a step is held against what was read.
  enum Score: String, Hashable, Sendable, CaseIterable {
    case dot, general, additive
  }

  var score = Score.general
  /// Features out; 0 for those of the input.
  var units = 0
  var heads = 1
  /// Features of what is looked at.
  var memory = 0

  var consumption: Consumption { .sequence }

  private func width(for input: FlowType) -> Int { units > 0 ? units : input.features }

  func outputType(for input: FlowType) -> FlowType { .sequence(features: width(for: input)) }

  /// query `[features, memory]` for `general`, `[features, units]` for `additive`, which also has key
  /// `[memory, units]`, key_bias and vector `[units]`; then weight `[memory + features, out]` and bias.
  func parameters(for input: FlowType) -> [ParameterSpec] {
    let width = width(for: input)
    let scoring: [ParameterSpec] =
      switch score {
      case .dot: []
      case .general: [Self.weight("query", input.features, memory)]
      case .additive:
        [
          Self.weight("query", input.features, width), Self.weight("key", memory, width),
          ParameterSpec("key_bias", [width], .constant(0), isRegularized: false),
          ParameterSpec("vector", [width], .glorot(blocks: 1), isRegularized: true),
        ]
      }
    return scoring + [
      Self.weight("weight", memory + input.features, width),
      ParameterSpec("bias", [width], .constant(0), isRegularized: false),
    ]
  }

  private static func weight(_ name: String, _ rows: Int, _ columns: Int) -> ParameterSpec {
    ParameterSpec(name, [rows, columns], .glorot(blocks: 1), isRegularized: true)
  }

  /// The layer that an element of a stack asks for, over what an encoder gave.
  static func of(_ arguments: Arguments, memory: FlowType) -> MemoryAttentionLayer {
    MemoryAttentionLayer(
      score: Score(rawValue: arguments[AttendLayer.score]) ?? .general,
      units: arguments[AttendLayer.units], heads: arguments[AttendLayer.heads],
      memory: memory.features)
  }

  func makeStage(_ site: Site) -> any Stage {
    MemoryAttentionStage(self, site, width: width(for: site.input))
  }
}

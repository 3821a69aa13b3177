// SPDX-License-Identifier: Apache-2.0

import LSTM

extension SavedLayer {
  /// Layers as a stack has them: `=>` stands between two of them without bars.
  static func joined(_ layers: [String]) -> String {
    layers.joined(separator: " | ").replacing("| => |", with: "=>")
  }

  /// The layer as a stack has it: settings that are not the default ones.
  var text: String {
    let specs = LayerCatalog.entry(name)?.arguments ?? []
    let settings = specs.compactMap { spec -> String? in
      guard let value = arguments[spec.name] else { return nil }
      let text = value.text
      guard text != spec.defaultValue?.text else { return nil }
      return spec.isPositional ? text : "\(spec.name)=\(text)"
    }
    let stack = inner.map { "(" + Self.joined($0.map(\.text)) + ")" } ?? ""
    let own = ([name + stack] + settings + (count > 1 ? ["x\(count)"] : [])).joined(separator: " ")
    return ([own] + (joined ?? []).map(\.text)).joined(separator: " + ")
  }
}

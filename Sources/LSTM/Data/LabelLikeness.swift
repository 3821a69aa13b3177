// SPDX-License-Identifier: Apache-2.0

extension Target {
  /// Names that differ in nothing but case or form, such as `True` and `true`, `1` and `1.0`, or a letter
  /// in full width; each list in the order of the names.
  public var lookalikes: [[String]] {
    var groups: [String: [String]] = [:]
    let all = allNames
    for name in all { groups[name.likeness, default: []].append(name) }
    return all.compactMap { name in
      groups[name.likeness].flatMap { $0.count > 1 && $0.first == name ? $0 : nil }
    }
  }
}

extension String {
  /// What is alike in labels that mean the same.
  fileprivate var likeness: String {
    let form = TextOptions.Normalization.nfkc
    let plain = form.applied(to: form.applied(to: self).lowered)
    let seen = plain.unicodeScalars.filter {
      $0 != "_" && ScalarClass($0) != .space && ScalarClass($0) != .invisible
    }
    let text = String(String.UnicodeScalarView(seen))
    switch text {
    case "true": return "1.0"
    case "false": return "0.0"
    default: return Double(text).map { "\($0)" } ?? text
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// The elements of an SVG file, written one after another.
struct SVGCanvas {
  /// Where a text stands beside its place.
  enum Anchor: String {
    case start, middle, end
  }

  /// The height of letters.
  static let fontSize = 13.0

  private var body = ""
  let width: Double
  let height: Double

  /// An empty picture of that size.
  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// The file: it stands on its own, with a ground of its own that light and dark pages show alike.
  func document(title: String) -> String {
    let (width, height) = (Self.number(self.width), Self.number(self.height))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img" font-family="system-ui, 'Noto Sans', \
      'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif" \
      font-size="\(Self.number(Self.fontSize))">
      <title>\(Self.escaped(title))</title>
      <rect width="\(width)" height="\(height)" rx="6" fill="#ffffff"/>
      \(body)</svg>

      """
  }

  /// A text on one line; `turned` reads upwards, and `clear` ones have a white edge, over lines.
  mutating func text(
    _ text: String, _ x: Double, _ y: Double, anchor: Anchor = .start, colour: String = "#222222",
    isBold: Bool = false, turned: Bool = false, clear: Bool = false, size: Double = fontSize
  ) {
    guard !text.isEmpty else { return }
    var attributes = [("x", Self.number(x)), ("y", Self.number(y)), ("fill", colour)]
    if anchor != .start { attributes.append(("text-anchor", anchor.rawValue)) }
    if isBold { attributes.append(("font-weight", "600")) }
    if size != Self.fontSize { attributes.append(("font-size", Self.number(size))) }
    if clear {
      attributes += [
        ("stroke", "#ffffff"), ("stroke-width", "3"), ("stroke-linejoin", "round"),
        ("paint-order", "stroke"),
      ]
    }
    if turned {
      attributes.append(("transform", "rotate(-90 \(Self.number(x)) \(Self.number(y)))"))
    }
    add("text", attributes, text: text)
  }

  /// A straight line.
  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, colour: String, width: Double = 1,
    dashes: String = ""
  ) {
    var attributes = [
      ("x1", Self.number(x1)), ("y1", Self.number(y1)), ("x2", Self.number(x2)),
      ("y2", Self.number(y2)), ("stroke", colour), ("stroke-width", Self.number(width)),
    ]
    if !dashes.isEmpty { attributes.append(("stroke-dasharray", dashes)) }
    add("line", attributes)
  }

  /// Joined points.
  mutating func path(
    _ points: [(x: Double, y: Double)], colour: String, width: Double = 2, dashes: String = ""
  ) {
    guard points.count > 1 else { return }
    var attributes = [
      ("d", Self.route(points)), ("fill", "none"), ("stroke", colour),
      ("stroke-width", Self.number(width)), ("stroke-linejoin", "round"),
    ]
    if !dashes.isEmpty { attributes.append(("stroke-dasharray", dashes)) }
    add("path", attributes)
  }

  /// A closed shape that lets what is behind it shine through.
  mutating func area(_ points: [(x: Double, y: Double)], colour: String, opacity: Double) {
    guard points.count > 2 else { return }
    add(
      "path",
      [
        ("d", Self.route(points) + "Z"), ("fill", colour), ("fill-opacity", Self.number(opacity)),
      ])
  }

  /// A disc.
  mutating func dot(_ x: Double, _ y: Double, radius: Double, colour: String) {
    add(
      "circle",
      [
        ("cx", Self.number(x)), ("cy", Self.number(y)), ("r", Self.number(radius)),
        ("fill", colour),
      ])
  }

  /// A filled rectangle, whose name shows where a pointer rests on it.
  mutating func box(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, colour: String, name: String = ""
  ) {
    let attributes = [
      ("x", Self.number(x)), ("y", Self.number(y)), ("width", Self.number(max(width, 0))),
      ("height", Self.number(max(height, 0))), ("fill", colour),
    ]
    guard !name.isEmpty else {
      add("rect", attributes)
      return
    }
    body += "<rect" + Self.joined(attributes) + "><title>\(Self.escaped(name))</title></rect>\n"
  }

  // MARK: Writing

  private mutating func add(
    _ element: String, _ attributes: [(name: String, value: String)], text: String? = nil
  ) {
    body += "<\(element)" + Self.joined(attributes)
    body += text.map { ">\(Self.escaped($0))</\(element)>\n" } ?? "/>\n"
  }

  private static func joined(_ attributes: [(name: String, value: String)]) -> String {
    attributes.map { " \($0.name)=\"\($0.value)\"" }.joined()
  }

  private static func route(_ points: [(x: Double, y: Double)]) -> String {
    points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(number(point.x)) \(number(point.y))"
    }.joined()
  }

  /// At most two decimals, the same in any locale.
  static func number(_ value: Double) -> String {
    var text = FixedDecimal.string(value.isFinite ? value : 0, decimals: 2)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// A text without what would begin markup, or is not allowed in XML at all.
  static func escaped(_ text: String) -> String {
    Markup.escaped(text, breaks: .blanks)
  }

  /// About how wide a text is.
  static func width(of text: String, size: Double = fontSize) -> Double {
    Double(DisplayWidth.of(text)) * size * 0.56
  }

  /// A text cut to about so much room, with `…` where something is missing.
  static func cut(_ text: String, to room: Double, size: Double = fontSize) -> String {
    guard width(of: text, size: size) > room else { return text }
    var kept = ""
    for character in text {
      guard width(of: kept + String(character) + "…", size: size) <= room else { break }
      kept.append(character)
    }
    return kept + "…"
  }
}

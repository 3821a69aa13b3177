// SPDX-License-Identifier: Apache-2.0

extension WordVectors {
  /// Reads vectors: word2vec's text or binary form, or GloVe's text, also with gzip; the content
  /// tells which.
  ///
  /// A word that comes again keeps its first vector.
  ///
  /// - Parameters:
  ///   - wanted: the words to keep, by their text or their small letters; the numbers of others are
  ///     not looked at. Nil for all.
  ///   - limit: how many words of the file are read; the first ones are mostly the most frequent.
  ///   - skipsBroken: whether what is no word with as many numbers as the others is left out and
  ///     counted, and not an error.
  ///
  /// Throws whatever is wrong with the file, and `badVector`.
  public init(
    reading path: String, wanted: Set<String>? = nil, limit: Int = .max,
    skipsBroken: Bool = false, shouldStop: () -> Bool = { false }
  ) throws(DataError) {
    let form = try VectorFile.form(of: path)
    var builder = WordVectorBuilder(dimension: form.dimension, wanted: wanted)
    builder.skipsBroken = skipsBroken
    if form.isBinary {
      try BinaryVectors.read(path, form, limit: limit, into: &builder, shouldStop: shouldStop)
    } else {
      try TextVectors.read(path, form, limit: limit, into: &builder, shouldStop: shouldStop)
    }
    self.init(builder)
  }
}

/// What the beginning of a file of vectors tells.
struct VectorFile {
  /// How many vectors the first line says there are; nil without such a line.
  let count: Int?
  let dimension: Int
  let isBinary: Bool

  /// The largest length of a vector.
  static let largestDimension = 65_536

  /// Finds the form by the first line, and by what stands after it.
  static func form(of path: String) throws(DataError) -> VectorFile {
    let beginning = try FileReader.bytes(of: path, atMost: 1 << 20)
    if beginning.isEmpty { throw DataError(.empty, path: path) }
    let bytes = beginning.span
    let lineEnd = bytes.firstIndex(of: 0x0A, from: 0)
    let first = fields(bytes.extracting(0..<lineEnd))
    guard first.count == 2, let count = Int(first[0]), let dimension = Int(first[1]),
      lineEnd < bytes.count
    else {
      return VectorFile(
        count: nil, dimension: try checked(first.count - 1, path), isBinary: false)
    }
    let second = bytes.firstIndex(of: 0x0A, from: lineEnd + 1)
    let numbers = fields(bytes.extracting(lineEnd + 1..<second)).suffix(max(dimension, 0))
    let isText = numbers.count == dimension && numbers.allSatisfy { Float($0) != nil }
    let mayBeText = bytes.extracting(lineEnd + 1..<second).isValidUTF8 && second < bytes.count
    return VectorFile(
      count: count, dimension: try checked(dimension, path), isBinary: !isText && !mayBeText)
  }

  private static func checked(_ dimension: Int, _ path: String) throws(DataError) -> Int {
    guard (1...largestDimension).contains(dimension) else {
      throw DataError(
        .badVector(line: 1, reason: "a line is a word and 1 to \(largestDimension) numbers"),
        path: path)
    }
    return dimension
  }

  private static func fields(_ line: Span<UInt8>) -> [Substring] {
    line.text.split { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }
  }

  /// Throws unless there are as many vectors as the first line says, or as are wanted.
  ///
  /// - Parameter hasMore: whether the file goes on after the vectors that were found.
  func check(found: Int, hasMore: Bool, limit: Int, _ path: String) throws(DataError) {
    guard let count, found < limit, found != count || hasMore else { return }
    let actual = hasMore && found == count ? "more" : String(found)
    let reason = "the first line says there are \(count) vectors, and there are \(actual)"
    throw DataError(.badVector(line: 1, reason: reason), path: path)
  }
}

/// Vectors as text, one word and its numbers a line.
private enum TextVectors {
  static func read(
    _ path: String, _ form: VectorFile, limit: Int, into builder: inout WordVectorBuilder,
    shouldStop: () -> Bool
  ) throws(DataError) {
    var found = 0
    try LineReader.forEachLine(of: path) { (line, number) throws(DataError) in
      if number == 1, form.count != nil { return true }
      let range = line.trimmed(0..<line.count)
      if range.isEmpty { return true }
      guard found < limit else { return false }
      if number % 4096 == 0, shouldStop() { throw DataError(.interrupted, path: path) }
      found += 1
      do throws(Problem) {
        try take(line, range, into: &builder)
      } catch {
        guard builder.skipsBroken else {
          throw DataError(.badVector(line: number, reason: error.reason), path: path)
        }
        builder.broken += 1
      }
      return true
    }
    guard builder.skipsBroken else {
      return try form.check(found: found, hasMore: false, limit: limit, path)
    }
    // Where most are wrong, the first line has told the wrong number.
    if builder.broken * 2 > found {
      let reason =
        "\(builder.broken) of \(found) lines are no word with \(form.dimension) numbers"
      throw DataError(.badVector(line: nil, reason: reason), path: path)
    }
  }

  private struct Problem: Error {
    let reason: String
  }

  /// Takes one line: the last numbers are the vector, all before them is the word.
  private static func take(
    _ line: Span<UInt8>, _ range: Range<Int>, into builder: inout WordVectorBuilder
  ) throws(Problem) {
    var start = range.upperBound
    for found in 0..<builder.dimension {
      let field = lastField(line, range.lowerBound..<start)
      guard field.lowerBound > range.lowerBound else {
        throw Problem(reason: width(found, builder.dimension))
      }
      start = field.lowerBound
    }
    let word = line.trimmed(range.lowerBound..<start)
    // A word may hold blanks, but none of it after the first is a number.
    let tail = lastField(line, word)
    if tail.lowerBound > word.lowerBound, line.extracting(tail).vectorNumber != nil {
      var count = builder.dimension
      var rest = word
      while true {
        let field = lastField(line, rest)
        if field.lowerBound <= word.lowerBound { break }
        count += 1
        rest = word.lowerBound..<field.lowerBound
      }
      throw Problem(reason: width(count, builder.dimension))
    }
    guard builder.wants(line.extracting(word)) else { return }
    var numbers: [Float] = []
    numbers.reserveCapacity(builder.dimension)
    var at = start
    for column in 1...builder.dimension {
      while at < range.upperBound, line[at].isBlank { at += 1 }
      var end = at
      while end < range.upperBound, !line[end].isBlank { end += 1 }
      guard let number = line.extracting(at..<end).vectorNumber else {
        throw Problem(reason: "number \(column), `\(line.text(in: at..<end))`, is none")
      }
      guard number.isFinite else {
        throw Problem(reason: "number \(column) is not finite")
      }
      numbers.append(number)
      at = end
    }
    builder.take(line.extracting(word), numbers)
  }

  /// The last field in a range that may end in blanks.
  private static func lastField(_ line: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    let inner = line.trimmed(range)
    var start = inner.upperBound
    while start > inner.lowerBound, !line[start - 1].isBlank { start -= 1 }
    return start..<inner.upperBound
  }

  private static func width(_ found: Int, _ expected: Int) -> String {
    "the line has \(found) \(found == 1 ? "number" : "numbers") where there should be \(expected)"
  }
}

/// word2vec's binary form: a first line with two numbers, then words, a blank, and floats.
private enum BinaryVectors {
  static func read(
    _ path: String, _ form: VectorFile, limit: Int, into builder: inout WordVectorBuilder,
    shouldStop: () -> Bool
  ) throws(DataError) {
    var source = try ByteSource(path)
    while let byte = try source.next(), byte != 0x0A {}
    var found = 0
    var word: [UInt8] = []
    while found < min(limit, form.count ?? .max) {
      if found % 4096 == 0, shouldStop() { throw DataError(.interrupted, path: path) }
      word.removeAll(keepingCapacity: true)
      while let byte = try source.next(), byte != 0x20 {
        if byte == 0x0A, word.isEmpty { continue }
        word.append(byte)
        guard word.count <= longestWord else {
          throw DataError(
            .badVector(line: nil, reason: "vector \(found + 1) has no word"), path: path)
        }
      }
      guard let numbers = try source.take(form.dimension * 4) else { break }
      found += 1
      let text = Array(word.span.text.utf8)
      guard builder.wants(text.span) else { continue }
      var vector: [Float] = []
      vector.reserveCapacity(form.dimension)
      for at in stride(from: 0, to: numbers.count, by: 4) {
        let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(numbers[at + $1]) << UInt32(8 * $1) }
        let number = Float(bitPattern: bits)
        if !number.isFinite, builder.skipsBroken { break }
        guard number.isFinite else {
          let reason = "number \(at / 4 + 1) of vector \(found) is not finite"
          throw DataError(.badVector(line: nil, reason: reason), path: path)
        }
        vector.append(number)
      }
      guard vector.count == form.dimension else {
        builder.broken += 1
        continue
      }
      builder.take(text.span, vector)
    }
    guard !builder.skipsBroken else { return }
    let hasMore = found < limit ? try source.hasMoreThanLineEnds() : false
    try form.check(found: found, hasMore: hasMore, limit: limit, path)
  }

  private static let longestWord = 1 << 16
}

/// The bytes of a file, some at a time.
private struct ByteSource: ~Copyable {
  private var reader: FileReader
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)
  private var (at, filled) = (0, 0)

  init(_ path: String) throws(DataError) { reader = try FileReader(path) }

  mutating func next() throws(DataError) -> UInt8? {
    if at == filled {
      (at, filled) = (0, try reader.read(into: &buffer, from: 0))
      if filled == 0 { return nil }
    }
    defer { at += 1 }
    return buffer[at]
  }

  /// Whether anything but line ends is left.
  mutating func hasMoreThanLineEnds() throws(DataError) -> Bool {
    while let byte = try next() {
      if byte != 0x0A, byte != 0x0D { return true }
    }
    return false
  }

  /// The next bytes; nil when there are fewer.
  mutating func take(_ count: Int) throws(DataError) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      guard let byte = try next() else { return nil }
      bytes.append(byte)
      let more = min(filled - at, count - bytes.count)
      bytes += buffer[at..<at + more]
      at += more
    }
    return bytes
  }
}

extension Span<UInt8> {
  /// The number that the bytes are in decimal form; nil if they are none.
  ///
  /// Up to 15 digits take the fast way, which is exact in double precision.
  var vectorNumber: Float? {
    var (digits, fraction, mantissa, index) = (0, 0, 0, 0)
    let isNegative = count > 0 && self[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    var seesPoint = false
    while index < count {
      let byte = self[index]
      if byte == UInt8(ascii: "."), !seesPoint {
        seesPoint = true
      } else if byte >= 0x30, byte <= 0x39 {
        mantissa = mantissa &* 10 &+ Int(byte & 0x0F)
        digits += 1
        if seesPoint { fraction += 1 }
      } else {
        return Float(text)
      }
      index += 1
    }
    guard (1...15).contains(digits) else { return Float(text) }
    let number = Double(mantissa) / tenPowers[fraction]
    return Float(isNegative ? -number : number)
  }
}

private let tenPowers: [Double] = (0...15).map { power(10, Double($0)) }

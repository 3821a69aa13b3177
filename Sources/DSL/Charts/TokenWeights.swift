// SPDX-License-Identifier: Apache-2.0

/// A text whose tokens stand on grounds of their weights, once for each kind of weight.
public struct TokenWeights: Hashable, Sendable, Codable {
  /// One kind of weight.
  public struct Track: Hashable, Sendable, Codable {
    /// What the weights are.
    public var name: String
    /// A weight for each token.
    public var values: [Double]
    /// Whether weights speak for something or against it; else they are shares of 0 or more.
    public var isSigned: Bool

    /// Weights of a kind.
    public init(name: String, values: [Double], isSigned: Bool) {
      self.name = name
      self.values = values
      self.isSigned = isSigned
    }

    /// The largest magnitude; 0 without weights.
    public var reach: Double {
      values.filter(\.isFinite).map(\.magnitude).max() ?? 0
    }

    /// The weights as parts of the largest, from -1 to 1, 0 where there is none, for so many tokens.
    public func shares(_ count: Int) -> [Double] {
      let reach = reach
      return (0..<count).map { token in
        guard values.indices.contains(token), values[token].isFinite, reach > 0 else { return 0 }
        return values[token] / reach
      }
    }

    /// A weight as text: `+0.840`.
    public func text(_ token: Int) -> String {
      let value = values.indices.contains(token) ? values[token] : .nan
      return (isSigned && value >= 0 ? "+" : "") + FixedDecimal.string(value, decimals: 3)
    }
  }

  /// The tokens in their order.
  public var tokens: [String]
  /// The kinds of weights.
  public var tracks: [Track]

  /// A text with weights.
  public init(tokens: [String], tracks: [Track]) {
    self.tokens = tokens
    self.tracks = tracks
  }

  /// The most tokens that are drawn.
  public static let most = 2000

  /// Whether most of the letters are of a script that is written from right to left.
  public var isRightToLeft: Bool {
    var (right, left) = (0, 0)
    for scalar in tokens.prefix(Self.most).joined().unicodeScalars
    where scalar.properties.isAlphabetic {
      if Self.rightToLeft.contains(where: { $0.contains(scalar.value) }) {
        right += 1
      } else {
        left += 1
      }
    }
    return right > left
  }

  /// Hebrew, Arabic, Syriac, Thaana, N'Ko and their further forms.
  private static let rightToLeft: [ClosedRange<UInt32>] = [
    0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EEFF,
  ]
}

// SPDX-License-Identifier: Apache-2.0

/// What a head answers for each number that it predicts: the number, or the parameters of a
/// distribution of it.
public enum NumberForm: Hashable, Codable, Sendable {
  /// The number itself.
  case point
  /// The mean and the deviation of a normal distribution.
  case gaussian
  /// Location, scale and degrees of freedom, above 2, of Student's distribution.
  case student
  /// The number at each of some levels, which rise between 0 and 1; the numbers never fall.
  case quantiles([Double])
  /// Mean and dispersion of a negative binomial distribution of counts, whose variance is
  /// mean + dispersion·mean².
  case negativeBinomial

  /// How many parameters a number has.
  public var parameters: Int {
    switch self {
    case .point: 1
    case .gaussian, .negativeBinomial: 2
    case .student: 3
    case .quantiles(let levels): levels.count
    }
  }
}

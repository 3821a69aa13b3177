// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Which kernels compute: the fastest that the processor runs, or those that the environment names.
///
/// The results are the same bits; the choice is for tests and for measurements.
public enum KernelChoice {
  /// The variable of the environment that names the kernels.
  public static let variable = "LSTM_KERNELS"

  /// The names of all kernels there are, the widest first.
  static let names = ["avx512", "avx2", "neon", "reference"]

  /// What is wrong with the variable, in which case the fastest kernels compute; nil when nothing is.
  public static var problem: String? {
    guard case .failure(let problem) = made else { return nil }
    return problem.message
  }

  /// The kernels to compute with, chosen once.
  static let current = (try? made.get()) ?? fastest

  private static let made = Result(catching: { () throws(Problem) in
    try table(named: getenv(variable).map { String(cString: $0) })
  })

  private static var fastest: KernelTable { KernelTable.available.first ?? .reference }

  /// The kernels of a name; the fastest for none.
  static func table(
    named name: String?, of available: [KernelTable] = KernelTable.available
  ) throws(Problem) -> KernelTable {
    guard let name, !name.isEmpty else { return available.first ?? .reference }
    if let table = available.first(where: { $0.name == name }) { return table }
    let own = available.map(\.name).joined(separator: ", ")
    let reason =
      names.contains(name)
      ? "this processor does not run \(name)" : "there are no kernels of the name \(name)"
    throw Problem(message: "\(variable): \(reason); on this processor it may be: \(own)")
  }

  /// Why a name cannot be heeded.
  struct Problem: Error {
    let message: String
  }
}

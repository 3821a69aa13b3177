// SPDX-License-Identifier: Apache-2.0

/// What tells one engine from another.
public enum EngineVersion {
  /// The version of the arithmetic: it changes when the same run would end with other bits, and runs
  /// that were kept from before are then trained again.
  public static let numeric = 2
}

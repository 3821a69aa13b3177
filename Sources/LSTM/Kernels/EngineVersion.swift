// SPDX-License-Identifier: Apache-2.0

/// What tells one engine from another.
public enum EngineVersion {
  /// The version of what training does with its options: it changes when the same run would end with
  /// other bits, or would keep another epoch, and runs that were kept from before are then trained again.
  public static let numeric = 3
}

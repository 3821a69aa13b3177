// SPDX-License-Identifier: Apache-2.0

extension Network {
  /// The hash of all weights.
  public var fingerprint: Fingerprint {
    var hash = Fingerprint()
    for slot in model.layout.slots { hash.combine(values(of: slot)) }
    return hash
  }
}

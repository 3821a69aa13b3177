// SPDX-License-Identifier: Apache-2.0

/// A line of JSON on standard output; numbers as they are, text in quotes.
func report(_ fields: KeyValuePairs<String, any CustomStringConvertible>) {
  let parts = fields.map { name, value in
    value is String ? "\"\(name)\":\"\(value)\"" : "\"\(name)\":\(value)"
  }
  print("{\(parts.joined(separator: ","))}")
}

/// A figure with three decimals.
func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

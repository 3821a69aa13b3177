// SPDX-License-Identifier: Apache-2.0

/// The value that one combination has for an option or a parameter of the model.
struct SweepChoice {
  /// Where it stands.
  enum Place: Hashable {
    case parameter, option
  }

  let place: Place
  let argument: Argument

  init(place: Place, _ argument: Argument) {
    self.place = place
    self.argument = argument
  }

  /// Its name and its value as written.
  var setting: (name: String, text: String) {
    (argument.label?.text ?? "", Formatter.format(argument.value))
  }
}

import Foundation

/// Prints records to standard output: an object a line for programs, or lines for people.
struct Printer {
  let json: Bool

  /// Prints `record` as JSON, or else `text`.
  func print(_ record: some Encodable, _ text: @autoclosure () -> String) throws {
    guard json else { return Swift.print(text()) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    Swift.print(String(decoding: try encoder.encode(record), as: UTF8.self))
  }
}

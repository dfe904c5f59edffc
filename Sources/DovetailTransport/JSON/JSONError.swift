/// Why a text is not the JSON that was expected.
package struct JSONError: Error, Hashable, CustomStringConvertible {
  /// What was expected, and was not there.
  package var expected: String
  /// The byte at which it was expected, from 0.
  package var offset: Int
  /// Whether it is JSON, and only a value of another type than was expected.
  package var isOtherType = false

  package init(expected: String, offset: Int, isOtherType: Bool = false) {
    self.expected = expected
    self.offset = offset
    self.isOtherType = isOtherType
  }

  package var description: String { "not the expected JSON: \(expected) at byte \(offset)" }
}

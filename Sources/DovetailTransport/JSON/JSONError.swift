/// Why a text is not the JSON that was expected.
package struct JSONError: Error, Hashable, CustomStringConvertible {
  /// What was expected, and was not there.
  package var expected: String
  /// The byte at which it was expected, from 0.
  package var offset: Int

  package init(expected: String, offset: Int) {
    self.expected = expected
    self.offset = offset
  }

  package var description: String { "not the expected JSON: \(expected) at byte \(offset)" }
}

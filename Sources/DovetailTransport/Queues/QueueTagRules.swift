/// The rules of SQS for the tags of queues.
///
/// Source: SQS developer guide, "Amazon SQS cost allocation tags"; the texts are those that emulators
/// of SQS answer with.
package enum QueueTagRules {
  /// Checks tags that a queue is to have.
  package static func check(_ tags: [String: String]) throws(TransportError) {
    for (key, value) in tags.sorted(by: { $0.key < $1.key }) {
      try check(key: key)
      guard value.unicodeScalars.count <= SQSLimits.tagValueLength else {
        throw invalid("Tag values must be at most 256 characters in length.")
      }
      guard value.unicodeScalars.allSatisfy(isLegal) else {
        throw invalid("Tag values may only contain \(alphabet)")
      }
    }
  }

  /// Checks that there are tags to be set.
  package static func checkAny(_ isEmpty: Bool, _ parameter: String) throws(TransportError) {
    guard !isEmpty else {
      throw .invalid(.missingParameter, "The request must contain the parameter \(parameter).")
    }
  }

  /// Checks how many tags a queue has in all.
  package static func check(count: Int, of queue: QueueName) throws(TransportError) {
    guard count <= SQSLimits.tags else { throw invalid("Too many tags added for queue \(queue).") }
  }

  private static func check(key: String) throws(TransportError) {
    guard (1...SQSLimits.tagKeyLength).contains(key.unicodeScalars.count) else {
      throw invalid("Tag keys must be between 1 and 128 characters in length.")
    }
    guard key.unicodeScalars.allSatisfy(isLegal) else {
      throw invalid("Tag keys may only contain \(alphabet)")
    }
    guard !key.hasPrefix("aws:") else {
      throw invalid("Tag keys may not start with aws:, which is reserved.")
    }
  }

  private static let alphabet =
    "unicode letters, digits, whitespace, or one of these symbols: _ . : / = + - @"

  private static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    if properties.isAlphabetic || properties.isWhitespace || properties.numericType != nil {
      return true
    }
    return "_.:/=+-@".unicodeScalars.contains(scalar)
  }

  private static func invalid(_ reason: String) -> TransportError {
    .invalid(.invalidParameterValue, reason)
  }
}

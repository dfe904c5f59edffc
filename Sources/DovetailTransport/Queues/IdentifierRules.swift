/// The rules of SQS for the ids that callers choose.
///
/// Source: SQS API reference, SendMessage, MessageGroupId and MessageDeduplicationId.
enum IdentifierRules {
  /// Checks one id; `parameter` is its name in SQS: "MessageGroupId".
  ///
  /// The error's last sentence, which SQS does not have, names the fault.
  static func check(_ id: String, _ parameter: String) throws(TransportError) {
    guard let fault = fault(of: id) else { return }
    throw .invalid(
      .invalidParameterValue,
      "Value \(id.prefix(SQSLimits.groupIDLength)) for parameter \(parameter) is invalid. Reason: "
        + "\(parameter) can only include alphanumeric and punctuation characters. 1 to 128 in "
        + "length. \(fault)"
    )
  }

  private static func fault(of id: String) -> String? {
    let length = id.unicodeScalars.count
    if length == 0 { return "This one is empty." }
    if length > SQSLimits.groupIDLength { return "This one has \(length) characters." }
    guard let place = id.unicodeScalars.enumerated().first(where: { !isLegal($0.element) }) else {
      return nil
    }
    let code = String(place.element.value, radix: 16, uppercase: true)
    return "Character \(place.offset + 1) of this one is U+\(code.leftPadded(to: 4))."
  }

  /// ASCII without controls and the space.
  private static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
    ("!"..."~").contains(scalar)
  }
}

extension String {
  fileprivate func leftPadded(to length: Int) -> String {
    String(repeating: "0", count: Swift.max(0, length - count)) + self
  }
}

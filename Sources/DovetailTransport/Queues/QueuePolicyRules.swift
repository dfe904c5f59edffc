/// The rules of SQS for the policy of a queue; what it says is not looked at.
///
/// Source: SQS developer guide, "Quotas related to policies"; IAM user guide, "Version".
package enum QueuePolicyRules {
  /// Checks a policy's text; too many statements throw `excess`, since SQS answers differently when a
  /// queue is made and when it is changed.
  package static func check(
    _ policy: String, _ excess: TransportError.Code
  ) throws(TransportError) {
    guard let members = try? JSONValue(parsing: Array(policy.utf8)).members,
      members["Version"].map(isVersion) != false,
      let statements = members["Statement"].flatMap(list),
      statements.allSatisfy(isStatement)
    else { throw QueueAttributeRules.invalid(.policy) }
    guard statements.count <= SQSLimits.statementsOfPolicy else {
      throw .invalid(
        excess,
        "\(statements.count) statements were found in the submitted policy, max allowed is 20")
    }
  }

  /// The elements of an array, or a single value that stands for one.
  package static func list(_ value: JSONValue) -> [JSONValue]? {
    switch value {
    case .array(let elements): elements
    case .object, .string: [value]
    default: nil
    }
  }

  private static func isVersion(_ value: JSONValue) -> Bool {
    value.string == "2012-10-17" || value.string == "2008-10-17"
  }

  private static func isStatement(_ value: JSONValue) -> Bool {
    guard let members = value.members else { return false }
    let actions = members["Action"].map { list($0) ?? [] }
    return (actions?.count ?? 0) <= SQSLimits.actionsOfStatement
  }
}

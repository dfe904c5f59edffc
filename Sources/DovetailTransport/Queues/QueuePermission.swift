/// What other accounts may do with a queue: a statement of its policy.
///
/// Source: SQS API reference, AddPermission.
public struct QueuePermission: Hashable, Sendable {
  /// Names the statement: 1 to 80 letters, digits, hyphens and underscores.
  public var label: String
  /// The accounts, twelve digits each.
  public var accounts: [String]
  /// What they may do, 1 to 7: `SendMessage`, or `*` for all that can be granted.
  public var actions: [String]

  /// Makes a permission; the queue checks it.
  public init(label: String, accounts: [String], actions: [String]) {
    self.label = label
    self.accounts = accounts
    self.actions = actions
  }
}

extension QueuePermission {
  /// Checks all that does not depend on the queue.
  package func check() throws(TransportError) {
    try Self.check(label: label)
    guard !accounts.isEmpty else { throw Self.missing("AWSAccountIds") }
    guard !actions.isEmpty else { throw Self.missing("Actions") }
    guard actions.count <= SQSLimits.actionsOfStatement else {
      throw .invalid(
        .overLimit, "\(actions.count) Actions were found, maximum allowed is 7.")
    }
    for action in actions { try Self.check(action: action) }
    for account in accounts where !QueueURL.isAccount(account) {
      throw Self.invalid(account, "PrincipalId", "Unable to verify.")
    }
  }

  /// Checks the label of a statement.
  package static func check(label: String) throws(TransportError) {
    guard !label.isEmpty else { throw missing("Label") }
    guard label.utf8.count <= SQSLimits.queueNameLength, label.utf8.allSatisfy(QueueName.isLegal)
    else {
      throw invalid(
        label, "Label",
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.")
    }
  }

  /// The error for a label that a statement has already.
  package var labelExists: TransportError { Self.invalid(label, "Label", "Already exists.") }

  /// The error for a label that no statement has.
  package static func labelNotFound(_ label: String) -> TransportError {
    invalid(label, "Label", "can't find label.")
  }

  private static func check(action: String) throws(TransportError) {
    if grantable.contains(action) { return }
    throw invalid(
      "SQS:\(action)", "ActionName",
      ownersOnly.contains(action)
        ? "Only the queue owner is allowed to invoke this action."
        : "Please refer to the appropriate WSDL for a list of valid actions.")
  }

  private static let grantable: Set = [
    "*", "ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "GetQueueUrl",
    "ListDeadLetterSourceQueues", "PurgeQueue", "ReceiveMessage", "SendMessage",
  ]

  private static let ownersOnly: Set = [
    "AddPermission", "CancelMessageMoveTask", "CreateQueue", "DeleteQueue", "ListMessageMoveTasks",
    "ListQueues", "ListQueueTags", "RemovePermission", "SetQueueAttributes",
    "StartMessageMoveTask", "TagQueue", "UntagQueue",
  ]

  private static func missing(_ parameter: String) -> TransportError {
    .invalid(.missingParameter, "The request must contain the parameter \(parameter).")
  }

  private static func invalid(
    _ value: String, _ parameter: String, _ reason: String
  ) -> TransportError {
    .invalid(
      .invalidParameterValue,
      "Value \(value) for parameter \(parameter) is invalid. Reason: \(reason)")
  }
}

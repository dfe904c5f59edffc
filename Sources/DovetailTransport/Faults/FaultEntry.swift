/// One entry of a call, as a rule looks at it.
public enum FaultEntry: Sendable {
  /// A message that is sent.
  case outgoing(OutgoingMessage)
  /// A message that a receive brings.
  case received(ReceivedMessage)
  /// A message that is deleted.
  case receipt(ReceiptHandle)
  /// A message whose visibility is changed.
  case change(VisibilityChange)
  /// An object that is stored.
  case put(BlobKey, PutCondition)
  /// An object that is read, removed or listed.
  case blob(BlobKey)

  /// The message's text, if the call carries it.
  public var body: String? {
    switch self {
    case .outgoing(let message): message.body
    case .received(let message): message.body
    case .receipt, .change, .put, .blob: nil
    }
  }

  /// The message's group, if the call carries it.
  public var groupID: String? {
    switch self {
    case .outgoing(let message): message.groupID
    case .received(let message): message.groupID
    case .receipt, .change, .put, .blob: nil
    }
  }

  /// The object's key.
  public var key: String? {
    switch self {
    case .put(let key, _), .blob(let key): key.key
    case .outgoing, .received, .receipt, .change: nil
    }
  }

  /// Whether it is a put that may be refused for what is there already.
  var isConditionalPut: Bool {
    switch self {
    case .put(_, let condition): condition != .always
    case .outgoing, .received, .receipt, .change, .blob: false
    }
  }
}

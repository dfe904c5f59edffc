/// Which queues may name a queue as their dead-letter queue.
///
/// Source: SQS API reference, SetQueueAttributes, RedriveAllowPolicy.
public enum RedriveAllowPolicy: Hashable, Sendable {
  /// Any queue of the account; so it is when no policy is set.
  case allowAll
  /// No queue.
  case denyAll
  /// These queues, 1 to 10, by their ARNs.
  case byQueue([String])

  /// Reads the JSON form; throws what SQS answers.
  public init(json: String) throws(TransportError) {
    guard let members = try? JSONValue(parsing: Array(json.utf8)).members,
      members.keys.allSatisfy({ $0 == "redrivePermission" || $0 == "sourceQueueArns" }),
      let permission = members["redrivePermission"]?.string,
      let sources = Self.texts(members["sourceQueueArns"])
    else { throw Self.unsupported }
    switch permission {
    case "allowAll", "denyAll":
      guard sources.isEmpty else {
        throw Self.refuse(
          json,
          "Amazon SQS can't create the redrive allow policy. To specify one or more source queue "
            + "ARNs, you must set redrivePermission to byQueue.")
      }
      self = permission == "allowAll" ? .allowAll : .denyAll
    case "byQueue":
      guard !sources.isEmpty else {
        throw Self.refuse(
          json,
          "Amazon SQS can't create the redrive allow policy. When you specify the byQueue "
            + "permission type, you must also specify one or more sourceQueueArns values.")
      }
      guard sources.count <= SQSLimits.redriveAllowSources else {
        throw Self.refuse(
          json,
          "Amazon SQS can't create the redrive allow policy. The maximum number of source queue "
            + "ARNs you can specify is 10.")
      }
      self = .byQueue(sources)
    default: throw Self.unsupported
    }
  }

  /// The JSON form.
  public var json: String {
    var writer = JSONWriter()
    writer.object { object in
      switch self {
      case .allowAll: object.member("redrivePermission", "allowAll")
      case .denyAll: object.member("redrivePermission", "denyAll")
      case .byQueue(let sources):
        object.member("redrivePermission", "byQueue")
        object.member("sourceQueueArns") { $0.array(sources) { $0.string($1) } }
      }
    }
    return writer.text
  }

  /// Whether the queue may name the one that has this policy.
  package func allows(_ source: QueueARN) -> Bool {
    switch self {
    case .allowAll: true
    case .denyAll: false
    case .byQueue(let sources): sources.contains(source.description)
    }
  }

  /// The texts of an array, none when there is no array; nil when it holds anything else.
  private static func texts(_ value: JSONValue?) -> [String]? {
    guard let value else { return [] }
    let texts = value.elements?.compactMap(\.string)
    return texts?.count == value.elements?.count ? texts : nil
  }

  private static let unsupported = TransportError.invalid(
    .invalidAttributeValue,
    "Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create the "
      + "redrive allow policy, as it\u{2019}s in an unsupported format.")

  private static func refuse(_ json: String, _ reason: String) -> TransportError {
    .invalid(
      .invalidParameterValue,
      "Value \(json) for parameter RedriveAllowPolicy is invalid. Reason: \(reason)")
  }
}

/// How the query protocol writes lists and maps, which it flattens.
///
/// Source: the service model of botocore 1.31.60, the last with the query protocol.
struct QueryList {
  /// Its name in JSON.
  let member: String
  /// The name of each of its elements.
  let element: String
  let kind: Kind
  /// Whether its elements, or the values of its pairs, are structures; otherwise they are texts.
  let holdsStructures: Bool

  enum Kind {
    /// Elements stand for themselves.
    case list
    /// Elements are pairs, whose parts have these names.
    case map(key: String, value: String)
  }

  private init(
    _ member: String, _ element: String, _ kind: Kind = .list, structures: Bool = false
  ) {
    self.member = member
    self.element = element
    self.kind = kind
    holdsStructures = structures
  }

  /// The list whose elements a request gives under that name.
  init?(element: String, of action: SQSAction) {
    guard let list = Self.inRequests(of: action).first(where: { $0.element == element }) else {
      return nil
    }
    self = list
  }

  /// The list that an answer has as that member.
  init?(member: String, of action: SQSAction) {
    guard let list = Self.inAnswers(of: action).first(where: { $0.member == member }) else {
      return nil
    }
    self = list
  }

  private static let named = Kind.map(key: "Name", value: "Value")
  private static let keyed = Kind.map(key: "Key", value: "Value")

  private static func inRequests(of action: SQSAction) -> [QueryList] {
    [
      QueryList("Entries", "\(action.rawValue)RequestEntry", structures: true),
      QueryList("Attributes", "Attribute", named),
      QueryList("MessageAttributes", "MessageAttribute", named, structures: true),
      QueryList("MessageSystemAttributes", "MessageSystemAttribute", named, structures: true),
      QueryList("AttributeNames", "AttributeName"),
      QueryList("MessageAttributeNames", "MessageAttributeName"),
      QueryList("MessageSystemAttributeNames", "MessageSystemAttributeName"),
      QueryList(action == .createQueue ? "tags" : "Tags", "Tag", keyed),
      QueryList("TagKeys", "TagKey"),
      QueryList("AWSAccountIds", "AWSAccountId"),
      QueryList("Actions", "ActionName"),
    ]
  }

  private static func inAnswers(of action: SQSAction) -> [QueryList] {
    [
      QueryList("Successful", "\(action.rawValue)ResultEntry"),
      QueryList("Failed", "BatchResultErrorEntry"),
      QueryList("Messages", "Message"),
      QueryList("Attributes", "Attribute", named),
      QueryList("MessageAttributes", "MessageAttribute", named),
      QueryList("Tags", "Tag", keyed),
      QueryList("QueueUrls", "QueueUrl"),
      QueryList("queueUrls", "QueueUrl"),
      QueryList("Results", "ListMessageMoveTasksResultEntry"),
    ]
  }
}

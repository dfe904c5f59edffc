/// Which messages to look at, and how much of them; the defaults show the first hundred, whole.
public struct PeekOptions: Hashable, Sendable {
  /// Only messages in this state; nil: in any.
  public var state: MessageState?
  /// Only messages of this group; nil: of any, and of none.
  public var groupID: String?
  /// At most this many, 1 to 1,000.
  public var maxMessages = 100
  /// How much of the bodies to show.
  public var body = PeekedBody.whole
  /// Where the page before ended, for the same queue, state and group; nil: from the start.
  public var nextToken: String?

  /// Makes options; see the properties for ranges.
  public init(
    state: MessageState? = nil, groupID: String? = nil, maxMessages: Int = 100,
    body: PeekedBody = .whole, nextToken: String? = nil
  ) {
    self.state = state
    self.groupID = groupID
    self.maxMessages = maxMessages
    self.body = body
    self.nextToken = nextToken
  }
}

/// Which groups to look at, and how much of their first messages.
public struct PeekGroupsOptions: Hashable, Sendable {
  /// At most this many, 1 to 1,000.
  public var maxGroups = 100
  /// How much of the bodies of their first messages to show.
  public var body = PeekedBody.none
  /// Where the page before ended, for the same queue; nil: from the start.
  public var nextToken: String?

  /// Makes options; see the properties for ranges.
  public init(maxGroups: Int = 100, body: PeekedBody = .none, nextToken: String? = nil) {
    self.maxGroups = maxGroups
    self.body = body
    self.nextToken = nextToken
  }
}

/// How much of a body to show.
public enum PeekedBody: Hashable, Sendable {
  /// All of it.
  case whole
  /// The first bytes, at least 0, without a character that they would cut.
  case first(bytes: Int)
  /// Nothing.
  case none
}

/// What can be done with a message at the moment.
public enum MessageState: String, Hashable, Sendable, CaseIterable {
  /// It is visible; its group may hold it back still.
  case available
  /// It was never received, and is hidden until its delay ends.
  case delayed
  /// It was received, and is hidden until its visibility timeout ends.
  case inFlight
}

/// The rules for looking at messages.
package enum PeekRules {
  private static let pageSize = 1...1000

  package static func check(_ options: PeekOptions) throws(TransportError) {
    try check(options.maxMessages, "maxMessages")
    try check(options.body)
  }

  package static func check(_ options: PeekGroupsOptions) throws(TransportError) {
    try check(options.maxGroups, "maxGroups")
    try check(options.body)
  }

  package static func check(_ body: PeekedBody) throws(TransportError) {
    guard case .first(let bytes) = body, bytes < 0 else { return }
    throw .invalid(
      .invalidParameterValue, "The first \(bytes) bytes of a body cannot be shown: at least 0.")
  }

  private static func check(_ count: Int, _ parameter: String) throws(TransportError) {
    guard !pageSize.contains(count) else { return }
    throw .invalid(
      .invalidParameterValue,
      "Value \(count) for \(parameter) is invalid: it must be between \(pageSize.lowerBound) and "
        + "\(pageSize.upperBound).")
  }
}

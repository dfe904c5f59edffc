internal import DovetailTransport

// Messages as the table takes and gives them.
extension MessageTable {
  /// What a message says, and what was sent with it.
  struct Content: Equatable {
    var body: String
    var attributes: [UInt8]?
    var traceHeader: String?

    /// Up to so many bytes it stands in the message's row, which a receive rewrites.
    static let mostInRow = 512

    /// Whether it stands apart from the message's row.
    var isApart: Bool {
      body.utf8.count + (attributes?.count ?? 0) + (traceHeader?.utf8.count ?? 0) > Self.mostInRow
    }

    /// How much of it there is to move.
    var bytes: Int { body.utf8.count + (attributes?.count ?? 0) }
  }

  /// A message that a receive may take.
  struct Candidate {
    var row: Int64
    var id: UniqueID
    var times: MessageTimes
    var firstReceivedAt: Timestamp?
    var content: Content
    var deduplicationID: String?
    /// How often other queues returned it before it was moved to this one; its count begins there.
    var earlierReceives: Int64
    /// The name of the queue that moved it to this one.
    var deadLetterSource: String?
    /// Its group on a FIFO queue.
    var groupName: String?
    /// Its tenant on a standard queue that is shared fairly.
    var tenantID: Int64?
  }

  /// A message that is to be kept.
  struct Draft {
    var id: UniqueID
    var content: Content
    var deduplicationID: String?
    /// When it is first visible; on a FIFO queue as long as its delay stays.
    var visibleAt: Timestamp
    var sentAt: Timestamp
    var retainedFrom: Timestamp
    /// What it brings along from the queue that it is moved from.
    var history: History?
  }

  /// What a message has been through in other queues.
  struct History {
    var receiveCount: Int64
    var firstReceivedAt: Timestamp?
    var deadLetterSource: String
  }

  /// Among which messages of its queue one is kept.
  enum Company {
    /// All of a standard queue.
    case none
    /// Those of a tenant of a standard queue.
    case tenant(Int64)
    /// Those of a group of a FIFO queue, as the first of them if it says when the group wakes.
    case group(Int64, name: String, wakesAt: Timestamp?)
  }

  /// What is known of a message without its content.
  struct Record {
    var backlogID: Int64
    var id: UniqueID
    var times: MessageTimes
    var receivedAt: Timestamp?
    /// When its group wakes; nil unless it is the first of one.
    var wakesAt: Timestamp?
    var tenantID: Int64?
    /// Whether its content stands apart.
    var isApart: Bool

    /// Whether it is the first message of a group.
    var isHead: Bool { wakesAt != nil }
  }
}

extension MessageTable.Draft {
  /// What its states in its queue follow from.
  var times: MessageTimes {
    MessageTimes(
      visibleAt: visibleAt, receiveCount: history?.receiveCount ?? 0, sentAt: sentAt,
      retainedFrom: retainedFrom)
  }
}

extension MessageTable.Candidate {
  /// Nil in place of a body that stands apart.
  init(_ row: borrowing Row) throws(SQLiteError) {
    self.row = try row.integer(0)
    id = try row.uniqueID(1)
    times = try MessageTimes(row, from: 2)
    firstReceivedAt = try row.optionalInteger(6).map(Timestamp.init(milliseconds:))
    deduplicationID = try row.optionalText(7)
    earlierReceives = try row.integer(8)
    deadLetterSource = try row.optionalText(9)
    groupName = try row.optionalText(10)
    tenantID = try row.optionalInteger(11)
    content = MessageTable.Content(
      body: try row.optionalText(14) ?? "", attributes: try row.optionalBytes(12),
      traceHeader: try row.optionalText(13))
  }
}

extension MessageTable.Content {
  /// Reads `attributes`, `trace_header` and `body`.
  init(_ row: borrowing Row) throws(SQLiteError) {
    attributes = try row.optionalBytes(0)
    traceHeader = try row.optionalText(1)
    body = try row.text(2)
  }
}

extension MessageTable.Record {
  init(_ row: borrowing Row) throws(SQLiteError) {
    backlogID = try row.integer(0)
    id = try row.uniqueID(1)
    times = try MessageTimes(row, from: 2)
    receivedAt = try row.optionalInteger(6).map(Timestamp.init(milliseconds:))
    wakesAt = try row.optionalInteger(7).map(Timestamp.init(milliseconds:))
    tenantID = try row.optionalInteger(8)
    isApart = try row.integer(9) != 0
  }
}

internal import DovetailTransport

/// A message that was looked at, before the caller's thread makes text of its ids.
struct InspectedMessage: Sendable {
  private let detail: MessageTable.Detail
  private let attributes: [String: MessageAttribute]
  private let group: String?
  private let body: String?
  /// How many bytes the whole body has.
  private let bodyBytes: Int
  private let isOnFIFOQueue: Bool
  private let state: MessageState
  private let visibleAt: Timestamp
  private let expiresAt: Timestamp

  /// Nil when the queue has no such message, or its retention has ended.
  init?(
    _ row: Int64, _ body: PeekedBody, on queue: QueueRecord, in transaction: Transaction
  ) throws {
    guard let detail = try transaction.messages.detail(row), detail.backlogID == queue.backlog,
      !queue.hasExpired(detail.times, at: transaction.now)
    else { return nil }
    self.detail = detail
    attributes =
      if let bytes = detail.attributes { try AttributesCoding.decode(bytes) } else { [:] }
    group = try transaction.groupName(detail.groupName, tenant: detail.tenantID)
    let (bytes, size) = try transaction.messages.bodyPrefix(
      body.byteLimit, of: row, isApart: detail.isApart)
    self.body = body == .none ? nil : Self.text(bytes)
    bodyBytes = size
    isOnFIFOQueue = queue.settings.fifo != nil
    state = queue.state(detail.times, at: transaction.now)
    visibleAt = queue.visibleAt(detail.times)
    expiresAt = detail.times.retainedFrom.advanced(by: queue.settings.retention)
  }

  var id: UniqueID { detail.id }

  /// How much of a page it takes.
  var shownBytes: Int { (body?.utf8.count ?? 0) + (detail.attributes?.count ?? 0) }

  /// The text of bytes of which the last character may be cut.
  private static func text(_ bytes: [UInt8]) -> String {
    for cut in 0...3 {
      if let text = String(validating: bytes.dropLast(cut), as: UTF8.self) { return text }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The message as the caller gets it; the account is that of the queue that moved it here.
  func peeked(by account: Account) -> PeekedMessage {
    PeekedMessage(
      id: MessageID(rawValue: detail.id.uuidString),
      reference: PeekReference(row: detail.row, id: detail.id).reference,
      state: state,
      body: body,
      bodyBytes: bodyBytes,
      attributes: attributes,
      sentAt: detail.times.sentAt,
      visibleAt: visibleAt,
      expiresAt: expiresAt,
      receiveCount: Int(detail.times.receiveCount),
      firstReceivedAt: detail.firstReceivedAt,
      groupID: group,
      deduplicationID: detail.deduplicationID,
      sequenceNumber: isOnFIFOQueue ? SequenceNumber(row: detail.row) : nil,
      traceHeader: detail.traceHeader,
      deadLetterSource: detail.deadLetterSource.flatMap { try? account.arn(of: QueueName($0)) }
    )
  }
}

extension PeekedBody {
  fileprivate var byteLimit: Int {
    switch self {
    case .whole: .max
    case .first(let bytes): bytes
    case .none: 0
    }
  }
}

internal import DovetailTransport

/// What a receipt handle says: which receive of which message of which incarnation of a queue.
///
/// All of it is compared: a row's key alone could belong to another message of another file.
struct ReceiptToken: Equatable {
  var queue: Int64
  var row: Int64
  var messageID: UniqueID
  /// The message's receive count at that receive, from 1.
  var ordinal: Int64

  init(queue: Int64, row: Int64, messageID: UniqueID, ordinal: Int64) {
    self.queue = queue
    self.row = row
    self.messageID = messageID
    self.ordinal = ordinal
  }

  /// Reads a handle; throws `receiptHandleInvalid` when it is none of ours.
  init(_ handle: ReceiptHandle) throws(TransportError) {
    var text = handle.rawValue
    let token = text.withUTF8 { text -> ReceiptToken? in
      guard text.count == Self.digits, Hex.read(text, digits: 2, at: 0) == Self.version,
        let queue = Hex.read(text, at: 2), let row = Hex.read(text, at: 18),
        let high = Hex.read(text, at: 34), let low = Hex.read(text, at: 50),
        let ordinal = Hex.read(text, at: 66)
      else { return nil }
      return ReceiptToken(
        queue: Int64(bitPattern: queue), row: Int64(bitPattern: row),
        messageID: UniqueID(high: high, low: low), ordinal: Int64(bitPattern: ordinal)
      )
    }
    guard let token, token.ordinal > 0 else {
      throw .invalid(
        .receiptHandleInvalid,
        "The input receipt handle \"\(handle.rawValue.prefix(100))\" is not a valid receipt handle."
      )
    }
    self = token
  }

  /// The handle.
  var handle: ReceiptHandle {
    ReceiptHandle(
      rawValue: String(unsafeUninitializedCapacity: Self.digits) { text in
        Hex.write(Self.version, digits: 2, to: text, at: 0)
        Hex.write(UInt64(bitPattern: queue), to: text, at: 2)
        Hex.write(UInt64(bitPattern: row), to: text, at: 18)
        Hex.write(messageID.high, to: text, at: 34)
        Hex.write(messageID.low, to: text, at: 50)
        Hex.write(UInt64(bitPattern: ordinal), to: text, at: 66)
        return Self.digits
      })
  }

  private static let version: UInt64 = 1
  private static let digits = 82
}

extension ReceiptToken {
  /// Whether this is the message's last receive, and still hides it: on a FIFO queue only such a
  /// handle is good.
  func isCurrent(for record: MessageTable.Record, at now: Timestamp) -> Bool {
    ordinal == record.times.receiveCount && record.times.visibleAt > now
  }

  /// The message that the handle may delete; nil when it is gone.
  ///
  /// Throws `receiptHandleExpired` on a FIFO queue for a handle that hides its message no longer, and
  /// `receiptHandleInvalid` for one of another queue.
  func deletable(
    on queue: QueueRecord, in transaction: Transaction
  ) throws -> MessageTable.Record? {
    guard let record = try find(on: queue, in: transaction) else { return nil }
    guard queue.settings.fifo == nil || isCurrent(for: record, at: transaction.now) else {
      throw TransportError.invalid(
        .receiptHandleExpired,
        "Value \(handle.rawValue) for parameter ReceiptHandle is invalid. Reason: The receipt "
          + "handle has expired.")
    }
    return record
  }

  /// The message that a handle names, on that queue; nil when it is gone.
  ///
  /// Throws `receiptHandleInvalid` for a handle of another queue.
  func find(
    on queue: QueueRecord, in transaction: Transaction
  ) throws -> MessageTable.Record? {
    guard self.queue == queue.id else {
      throw TransportError.invalid(
        .receiptHandleInvalid, "The receipt handle is not valid for this queue.")
    }
    guard let record = try transaction.messages.find(row), record.id == messageID,
      record.backlogID == queue.backlog, ordinal <= record.times.receiveCount
    else { return nil }
    return queue.hasExpired(record.times, at: transaction.now) ? nil : record
  }
}

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

  /// Reads a handle; nil when it is none of ours.
  init?(_ handle: ReceiptHandle) {
    guard let bytes = Hex.decode(handle.rawValue), bytes.count == Self.size,
      bytes.first == Self.version
    else { return nil }
    func number(at index: Int) -> UInt64 {
      bytes[(1 + 8 * index)..<(9 + 8 * index)].reduce(0) { $0 << 8 | UInt64($1) }
    }
    self.init(
      queue: Int64(bitPattern: number(at: 0)), row: Int64(bitPattern: number(at: 1)),
      messageID: UniqueID(high: number(at: 2), low: number(at: 3)),
      ordinal: Int64(bitPattern: number(at: 4))
    )
    guard ordinal > 0 else { return nil }
  }

  /// The handle.
  var handle: ReceiptHandle {
    let numbers = [
      UInt64(bitPattern: queue), UInt64(bitPattern: row), messageID.high, messageID.low,
      UInt64(bitPattern: ordinal),
    ]
    var bytes = [Self.version]
    bytes.reserveCapacity(Self.size)
    for number in numbers {
      withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
    return ReceiptHandle(rawValue: Hex.encode(bytes))
  }

  private static let version: UInt8 = 1
  private static let size = 41
}

extension ReceiptToken {
  /// The message that a handle names, on that queue; nil when it is gone.
  ///
  /// Throws `receiptHandleInvalid` for what is no handle, or one of another queue.
  static func find(
    _ receipt: ReceiptHandle, on queue: QueueRecord, in transaction: Transaction
  ) throws -> (token: ReceiptToken, record: MessageTable.Record)? {
    guard let token = ReceiptToken(receipt) else {
      throw TransportError.invalid(
        .receiptHandleInvalid,
        "The input receipt handle \"\(receipt.rawValue.prefix(100))\" is not a valid receipt handle.")
    }
    guard token.queue == queue.id else {
      throw TransportError.invalid(
        .receiptHandleInvalid, "The receipt handle is not valid for this queue.")
    }
    guard let record = try transaction.messages.find(token.row), record.id == token.messageID,
      record.queueID == queue.id, token.ordinal <= record.receiveCount
    else { return nil }
    let expiry = record.retainedFrom.advanced(by: queue.settings.retention)
    return expiry > transaction.now ? (token, record) : nil
  }
}

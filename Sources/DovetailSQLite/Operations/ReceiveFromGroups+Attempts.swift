internal import DovetailTransport

/// ReceiveRequestAttemptId: a receive whose answer was lost is asked for again.
///
/// Source: SQS API reference, ReceiveMessage, ReceiveRequestAttemptId.
extension ReceiveFromGroups {
  /// What the attempt returned before, by the same handles and hidden anew; nil when there is no such
  /// attempt, or one of its messages has been deleted, changed or received since.
  ///
  /// It does not count as a receive.
  func repeated(_ attempt: String) throws -> [TakenMessage]? {
    let attempts = transaction.attempts
    guard let bytes = try attempts.find(attempt, on: queue.backlog, at: transaction.now) else {
      return nil
    }
    var receipts = try AttemptReceipt.decode(bytes)
    var records: [MessageTable.Record] = []
    for receipt in receipts {
      guard let record = try transaction.messages.find(receipt.row),
        record.backlogID == queue.backlog,
        record.times.receiveCount == receipt.ordinal, record.times.visibleAt == receipt.visibleAt,
        !queue.hasExpired(record.times, at: transaction.now)
      else { return nil }
      records.append(record)
    }
    for (index, record) in records.enumerated() {
      try transaction.setVisible(receipts[index].row, record, at: hiddenUntil, on: queue)
      receipts[index].visibleAt = hiddenUntil
    }
    try attempts.update(AttemptReceipt.encode(receipts), of: attempt, on: queue.backlog)
    transaction.stir(queue.id)
    return try receipts.compactMap { receipt in
      try transaction.messages.candidate(receipt.row).map { candidate in
        try TakenMessage(
          candidate, from: queue, group: candidate.groupName, ordinal: receipt.ordinal,
          at: transaction.now)
      }
    }
  }

  func remember(_ taken: [TakenMessage], of attempt: String) throws(SQLiteError) {
    let receipts = taken.map {
      AttemptReceipt(row: $0.token.row, ordinal: $0.token.ordinal, visibleAt: hiddenUntil)
    }
    try transaction.attempts.remember(
      AttemptReceipt.encode(receipts), of: attempt, on: queue.backlog, at: transaction.now)
  }
}

/// One message that an attempt returned, as it stood after that.
struct AttemptReceipt: Equatable {
  var row: Int64
  var ordinal: Int64
  var visibleAt: Timestamp

  private static let size = 24

  /// Three numbers of 8 bytes for each message.
  static func encode(_ receipts: [AttemptReceipt]) -> [UInt8] {
    receipts.flatMap { receipt in
      [receipt.row, receipt.ordinal, receipt.visibleAt.milliseconds].flatMap { number in
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
      }
    }
  }

  /// Throws when the column does not hold what ``encode(_:)`` wrote.
  static func decode(_ bytes: [UInt8]) throws(SQLiteError) -> [AttemptReceipt] {
    guard bytes.count.isMultiple(of: size) else {
      throw .malformed(column: 0, "receive_attempt.receipts")
    }
    let numbers = stride(from: 0, to: bytes.count, by: 8).map { start in
      Int64(bitPattern: bytes[start..<(start + 8)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
    return stride(from: 0, to: numbers.count, by: 3).map { start in
      AttemptReceipt(
        row: numbers[start], ordinal: numbers[start + 1],
        visibleAt: Timestamp(milliseconds: numbers[start + 2])
      )
    }
  }
}

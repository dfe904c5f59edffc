internal import DovetailTransport

/// Looks at one message that was seen before.
struct PeekAtOne {
  private let queue: QueueName
  private let reference: PeekReference?
  private let body: PeekedBody

  init(
    _ reference: MessageReference, in queue: QueueName, _ body: PeekedBody
  ) throws(TransportError) {
    try PeekRules.check(body)
    self.queue = queue
    self.reference = PeekReference(reference)
    self.body = body
  }

  func run(in transaction: Transaction) throws -> InspectedMessage? {
    let queue = try transaction.queue(queue)
    guard let reference,
      let message = try InspectedMessage(reference.row, body, on: queue, in: transaction)
    else { return nil }
    return message.id == reference.id ? message : nil
  }
}

/// What a reference says: a row, and the id of the message in it.
struct PeekReference: Equatable {
  var row: Int64
  var id: UniqueID

  init(row: Int64, id: UniqueID) {
    self.row = row
    self.id = id
  }

  /// Nil for a text that is none of ours.
  init?(_ reference: MessageReference) {
    let parts = reference.rawValue.split(separator: "-", maxSplits: 1)
    guard parts.count == 2, let row = UInt64(parts[0], radix: 16),
      let bytes = Hex.decode(String(parts[1])), bytes.count == 16
    else { return nil }
    func half(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
    self.init(
      row: Int64(bitPattern: row), id: UniqueID(high: half(bytes[..<8]), low: half(bytes[8...])))
  }

  var reference: MessageReference {
    MessageReference(rawValue: "\(String(UInt64(bitPattern: row), radix: 16))-\(id.hexString)")
  }
}

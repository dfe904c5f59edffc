import DovetailTransport

/// What a deletion says of its message, the same by itself and in a batch.
struct WireReceipt: BatchEntryShape {
  private var receipt: String?

  init() {}

  mutating func read(_ name: String, _ reader: inout JSONReader) throws(JSONError) {
    switch name {
    case "ReceiptHandle": receipt = try reader.text()
    default: try reader.skip()
    }
  }

  func value(_ prefix: String = "") throws(TransportError) -> ReceiptHandle {
    guard let receipt else {
      throw .invalid(.missingParameter, "The request must contain the parameter ReceiptHandle.")
    }
    return ReceiptHandle(rawValue: receipt)
  }

  static func write(_ receipt: ReceiptHandle, to object: inout JSONObjectWriter) {
    object.member("ReceiptHandle", receipt.rawValue)
  }
}

/// What a change of visibility says of its message, the same by itself and in a batch.
struct WireVisibilityChange: BatchEntryShape {
  private var receipt = WireReceipt()
  private var timeout: Int?

  init() {}

  mutating func read(_ name: String, _ reader: inout JSONReader) throws(JSONError) {
    switch name {
    case "VisibilityTimeout": timeout = try reader.integer()
    default: try receipt.read(name, &reader)
    }
  }

  func value(_ prefix: String = "") throws(TransportError) -> VisibilityChange {
    let receipt = try receipt.value(prefix)
    guard let timeout else {
      throw .invalid(
        .missingParameter, "The request must contain the parameter \(prefix)VisibilityTimeout.")
    }
    return VisibilityChange(receipt: receipt, timeout: .seconds(timeout))
  }

  static func write(_ change: VisibilityChange, to object: inout JSONObjectWriter) {
    WireReceipt.write(change.receipt, to: &object)
    object.member("VisibilityTimeout", seconds: change.timeout)
  }
}

/// An entry's success of which nothing is said but its id.
struct WireDone<Value: Sendable>: BatchSuccessShape {
  mutating func read(_ name: String, _ reader: inout JSONReader) throws(JSONError) {
    try reader.skip()
  }

  func outcome(of value: Value) throws(TransportError) {}

  static func write(_ outcome: Void, of value: Value, to object: inout JSONObjectWriter) {}
}

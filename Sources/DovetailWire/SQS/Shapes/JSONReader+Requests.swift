import DovetailTransport

/// The error for a parameter that was not given.
func missingParameter(_ name: String) -> SQSError {
  SQSError(.missingParameter, "The request must contain the parameter \(name).")
}

extension Optional {
  /// The value of a parameter; throws `MissingParameter` when there is none.
  func required(_ name: String) throws(SQSError) -> Wrapped {
    guard let self else { throw missingParameter(name) }
    return self
  }
}

extension QueueURL {
  /// Reads the parameter `QueueUrl`, which must be there.
  init(required text: String?) throws {
    try self.init(text.required("QueueUrl"))
  }
}

extension JSONReader {
  /// The members of a request for one message: its queue, and what `entry` has read of the others.
  mutating func queue<Entry: BatchEntryShape>(
    and entry: Entry
  ) throws -> (queue: QueueURL, entry: Entry) {
    var url: String?
    var entry = entry
    try object { (name, reader) throws(JSONError) in
      switch name {
      case "QueueUrl": url = try reader.text()
      default: try entry.read(name, &reader)
      }
    }
    return (try QueueURL(required: url), entry)
  }

  /// The members of a request that has one beside its queue, as `value` reads that.
  mutating func queue<Value>(
    and member: String, _ value: (inout JSONReader) throws(JSONError) -> Value?
  ) throws -> (queue: QueueURL, value: Value?) {
    var url: String?
    var read: Value?
    try object { (name, reader) throws(JSONError) in
      switch name {
      case "QueueUrl": url = try reader.text()
      case member: read = try value(&reader)
      default: try reader.skip()
      }
    }
    return (try QueueURL(required: url), read)
  }
}

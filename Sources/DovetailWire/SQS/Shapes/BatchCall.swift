import DovetailTransport

/// A call with up to ten entries, each with an outcome of its own.
protocol BatchCall: SQSCall where Answer == [Result<Success.Outcome, TransportError>] {
  /// The members of an entry beside its id.
  associatedtype Entry: BatchEntryShape
  /// The members of an entry's success beside its id.
  associatedtype Success: BatchSuccessShape where Success.Value == Entry.Value

  var queue: QueueURL { get }
  var batch: Batch<Entry.Value> { get }

  init(queue: QueueURL, batch: Batch<Entry.Value>)
}

/// What an entry asks for, as its members are read one after the other.
protocol BatchEntryShape {
  associatedtype Value: Sendable

  init()

  /// Reads the member `name`, or skips it.
  mutating func read(_ name: String, _ reader: inout JSONReader) throws(JSONError)

  /// What was read; `prefix` stands before the names of parameters in errors.
  func value(_ prefix: String) throws(TransportError) -> Value

  static func write(_ value: Value, to object: inout JSONObjectWriter)
}

/// What an entry has come to, as its members are read one after the other.
protocol BatchSuccessShape {
  associatedtype Value: Sendable
  associatedtype Outcome: Sendable

  init()

  /// Reads the member `name`, or skips it.
  mutating func read(_ name: String, _ reader: inout JSONReader) throws(JSONError)

  /// What was read of an entry that asked for `value`; throws when that cannot be believed.
  func outcome(of value: Value) throws(TransportError) -> Outcome

  static func write(_ outcome: Outcome, of value: Value, to object: inout JSONObjectWriter)
}

// The request.
extension BatchCall {
  package init(_ reader: inout JSONReader) throws {
    var url: String?
    var drafts: [(id: String?, entry: Entry)]?
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "QueueUrl": url = try reader.text()
      case "Entries": drafts = try reader.list(Self.readEntry)
      default: try reader.skip()
      }
    }
    let queue = try QueueURL(required: url)
    let ids = try BatchRules.check(drafts?.map(\.id), of: Self.action)
    let entries = zip(ids, drafts ?? []).enumerated().map { place, draft in
      Batch<Entry.Value>.Entry(
        id: draft.0,
        value: Result { () throws(TransportError) in
          try draft.1.entry.value(Self.action.entry(place) + ".")
        })
    }
    self.init(queue: queue, batch: Batch(entries))
  }

  private static func readEntry(
    _ reader: inout JSONReader
  ) throws(JSONError) -> (id: String?, entry: Entry)? {
    var id: String?
    var entry = Entry()
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "Id": id = try reader.text()
      default: try entry.read(name, &reader)
      }
    }
    return (id, entry)
  }

  package func write(to object: inout JSONObjectWriter) {
    object.member("QueueUrl", queue.text)
    object.member("Entries") { writer in
      writer.array(batch.entries) { writer, entry in
        writer.object { object in
          object.member("Id", entry.id)
          if case .success(let value) = entry.value { Entry.write(value, to: &object) }
        }
      }
    }
  }
}

// The answer.
extension BatchCall {
  package func write(_ answer: Answer, to object: inout JSONObjectWriter) {
    let outcomes = zip(batch.entries, answer)
    let successes = outcomes.compactMap { entry, outcome in
      (try? entry.value.get()).flatMap { value in
        (try? outcome.get()).map { (entry.id, value, $0) }
      }
    }
    if !successes.isEmpty {
      object.member("Successful") { writer in
        writer.array(successes) { writer, success in
          writer.object { object in
            object.member("Id", success.0)
            Success.write(success.2, of: success.1, to: &object)
          }
        }
      }
    }
    let failures = outcomes.compactMap { entry, outcome -> FailedEntry? in
      guard case .failure(let error) = outcome else { return nil }
      return FailedEntry(id: entry.id, error: SQSError(ofEntry: error))
    }
    guard !failures.isEmpty else { return }
    object.member("Failed") { writer in
      writer.array(failures) { writer, failure in writer.object { failure.write(to: &$0) } }
    }
  }

  package func readAnswer(_ reader: inout JSONReader) throws -> Answer {
    var successes: [(id: String?, success: Success)] = []
    var failures: [FailedEntry] = []
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "Successful": successes = try reader.list(Self.readSuccess) ?? []
      case "Failed":
        failures = try reader.list { (reader) throws(JSONError) in try FailedEntry(&reader) } ?? []
      default: try reader.skip()
      }
    }
    let outcomes = batch.entries.map { entry in
      Result { () throws(TransportError) in
        let value = try entry.value.get()
        if let success = successes.first(where: { $0.id == entry.id })?.success {
          return try success.outcome(of: value)
        }
        throw failures.first { $0.id == entry.id }?.transportError
          ?? .invalid(.outcomeUnknown, "The service did not say what became of the entry.")
      }
    }
    return outcomes
  }

  private static func readSuccess(
    _ reader: inout JSONReader
  ) throws(JSONError) -> (id: String?, success: Success)? {
    var id: String?
    var success = Success()
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "Id": id = try reader.looseText()
      default: try success.read(name, &reader)
      }
    }
    return (id, success)
  }
}

import DovetailTasks
import DovetailTransport
import Logging
import Synchronization

/// What a test's runs threw, and what was said of messages that came to no good end.
final class RunJournal: Sendable {
  /// A run that has begun.
  struct Run: Sendable {
    var number: Int
    var id: TaskID
    var name: String
    var queue: QueueName
    var message: MessageID
    var attempt: Int
    var error: (any Error)?
  }

  private struct Fields {
    var runs: [Run] = []
    var warnings: [String: String] = [:]
  }

  private let fields = Mutex(Fields())

  /// How many runs have begun.
  var count: Int { fields.withLock { $0.runs.count } }

  /// The runs that have begun since there were so many, in order.
  func runs(from start: Int) -> [Run] { fields.withLock { Array($0.runs[start...]) } }

  /// The error that a run of a message threw; nil when it threw none, or there was none.
  func error(of message: MessageID, attempt: Int, from start: Int) -> (any Error)? {
    fields.withLock { fields in
      fields.runs[start...].last { $0.message == message && $0.attempt == attempt }?.error
    }
  }

  /// The last warning that was logged of a message.
  func warning(of message: MessageID) -> String? {
    fields.withLock { $0.warnings[message.rawValue] }
  }

  /// A run begins; returns its number.
  func begin(_ context: TaskContext) -> Int {
    fields.withLock { fields in
      let number = fields.runs.count
      fields.runs.append(
        Run(
          number: number, id: context.id, name: context.name, queue: context.queue,
          message: context.messageID, attempt: context.attempt))
      return number
    }
  }

  /// A run has thrown an error.
  func failed(_ number: Int, _ error: any Error) {
    fields.withLock { $0.runs[number].error = error }
  }

  /// A warning is logged of a message.
  func warn(_ text: String, of message: String) {
    fields.withLock { $0.warnings[message] = text }
  }
}

/// Puts the warnings of a broker in the journal, and hands all on to the logger of the test, if it has one.
struct JournalLogHandler: LogHandler {
  let journal: RunJournal
  var shown: Logger?
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level

  init(_ journal: RunJournal, shown: Logger?) {
    self.journal = journal
    self.shown = shown
    logLevel = min(.warning, shown?.logLevel ?? .warning)
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set {
      metadata[key] = newValue
      shown?[metadataKey: key] = newValue
    }
  }

  func log(event: LogEvent) {
    shown?.log(level: event.level, event.message, metadata: event.metadata)
    guard event.level >= .warning, let message = event.metadata?["message_id"] else { return }
    journal.warn("\(event.message)", of: "\(message)")
  }
}

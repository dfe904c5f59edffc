public import DovetailTransport

/// How a double on SQLite works; the defaults lose nothing.
public struct SQLiteConfiguration: Sendable {
  /// What is on the disk when a call has returned.
  ///
  /// Source: sqlite.org/pragma.html#pragma_synchronous.
  public enum Synchronous: String, Sendable, CaseIterable {
    /// Everything: a power failure loses nothing that was answered.
    case full = "FULL"
    /// A power failure may lose the last calls; a crash of the process loses nothing.
    case normal = "NORMAL"
    /// A power failure may damage the file; a crash of the process loses nothing.
    case off = "OFF"
  }

  /// What is on the disk when a call has returned; means nothing in memory.
  public var synchronous = Synchronous.full
  /// How long to wait for another process's lock, 0 s to 1 h; then `storageBusy`.
  public var busyTimeout: Duration = .seconds(5)
  /// The most bytes the database may have, in whole pages of 8 KiB in a file and 4 KiB in memory; nil: no
  /// limit but the disk.
  ///
  /// Then `storageFull`.
  public var maximumSize: Int?
  /// Told, in a sentence, when the clock has been set back; not on the caller's thread.
  public var warn: @Sendable (String) -> Void = { _ in }
  /// Where message ids come from.
  public var random = RandomSource.system
  /// The region in the ARNs of queues.
  public var region = Account.first.region
  /// The account in the ARNs of queues, twelve digits.
  public var account = Account.first.id

  /// Begins the URLs of queues: `http://localhost:9324`.
  public var baseURL = "http://localhost"
  /// Whether to hold to the rules of SQS that mostly get in the way of tests.
  ///
  /// For 60 seconds the name of a deleted queue cannot be used again, and a queue that was purged
  /// cannot be purged again. A receive from a FIFO queue looks at the first 120,000 messages only; it
  /// costs time that grows with the messages of the queue, up to those.
  public var isStrict = false
  /// How standard queues misbehave on purpose; nil: not at all.
  public var disorder: Disorder?
  /// The most messages of a queue in flight.
  var inFlightMessages = SQSLimits.inFlightMessages
  /// How far into a FIFO queue a strict receive looks.
  var lookAheadMessages = SQSLimits.fifoLookAheadMessages

  /// Whether to hear what others write to the file, where the system can tell; else it is looked at
  /// every so often.
  var hearsFiles = true

  /// How many calls the program is making, this one too, for a thread that may wait for the disk; nil on others.
  ///
  /// A call that is alone may then be done on its own thread, which spares waking two.
  package var callsUnderWay: (@Sendable () -> Int?)?

  /// Makes the defaults.
  public init() {}

  var lookAhead: Int? { isStrict ? lookAheadMessages : nil }

  var busyMilliseconds: Int64 {
    min(max(busyTimeout, .zero), .seconds(3600)).wholeMilliseconds
  }
}

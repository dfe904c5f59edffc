public import DovetailSQLite
public import DovetailTransport
public import Logging

/// What a server serves, where, and to whom; the defaults suit a developer's machine.
public struct ServerConfiguration: Sendable {
  /// Where the queues and buckets are.
  public var location = SQLiteDouble.Location.memory
  /// How the database works; its account and region are those of requests that name none.
  public var database = SQLiteConfiguration()
  /// What queues and buckets go by; signatures go by the system's time all the same.
  public var clock: any WallClock = SystemClock()
  /// Where a manual clock is moved to with a database that has no time yet; with one that has it goes on
  /// from there.
  public var clockStart: Timestamp?
  /// The queues and buckets that are made when the server starts, in its own account and region.
  public var declarations = Declarations()
  /// What breaks from the start.
  public var faults: [FaultRule] = []
  /// The address to listen on, or a name for one.
  public var host = "127.0.0.1"
  /// The port; 0: one that is free, see ``Server/port``.
  public var port = 4566
  /// The keys that requests must be signed with; empty: signatures are not looked at.
  public var credentials: [ServerCredentials] = []
  /// Whether anyone who reaches the server may use it, from other machines too.
  public var isInsecure = false
  /// Origins of web pages that may call the server: `https://example.test`, or `*` for all.
  public var allowedOrigins: Set<String> = []
  /// Names beside this machine's own by which the server is called, in small letters, without a port.
  ///
  /// The inspector answers to no others; S3 takes what stands before one for a bucket.
  public var hostNames: Set<String> = []
  /// Begins the URLs of queues: `https://queues.example.test`; nil: `http://` and what the client calls
  /// the server.
  public var baseURL: String?
  /// Whether to make a queue that is not there when a message is sent to it, received from it, or its
  /// URL is asked for, and a bucket when an object is put into it.
  public var createsOnRequest = false
  /// How long a stop waits for calls that are being answered.
  public var stopTimeout: Duration = .seconds(10)
  /// Told of each request at level info, and of what goes wrong.
  public var logger = Logger(label: "dovetail.server")
  /// How many threads serve connections; nil: what suits the machine.
  public var threads: Int?

  /// Makes the defaults.
  public init() {}
}

import DovetailSQLite
public import DovetailTasks
public import DovetailTransport
import Logging
import Synchronization

/// A broker of one test: the real one, on queues in memory and a clock that the test moves.
///
/// Nothing runs by itself: a test looks at what was enqueued, lets run what is due, moves the time, and breaks
/// what it wants to see broken. Each has queues, results and time of its own, so tests run side by side.
///
/// ```swift
/// let t = try await TestBroker()
/// t.serve { Mail.handlers(smtp: smtp) }
///
/// let sent = try await t.recording { try await signUp("ada@example.org", on: t.broker) }
/// try sent.requireOne(Mail.welcome, with: "ada@example.org", options: .delay(.seconds(600)))
///
/// try await t.advance(by: .seconds(600))
/// try await t.drain().requireOne(Mail.welcome)
/// ```
public final class TestBroker: Sendable {
  /// The broker, to be handed to the code under test.
  public let broker: Broker
  /// The queues and objects that it works on.
  public let queues: TestQueues

  let options: TestOptions
  let journal: RunJournal
  let served = Mutex(Served())
  private let prefix: String

  /// What runs the tasks of the test.
  enum Served: Sendable {
    case handlers([TaskHandler])
    case worker(Worker)

    init() { self = .handlers([]) }
  }

  /// Makes a broker with a configuration, such as the one that the program under test uses.
  ///
  /// Its random numbers come from the seed, and it logs only what `options` say. Throws as `Broker.init` does.
  public init(
    _ configuration: BrokerConfiguration, options: TestOptions = TestOptions()
  ) async throws {
    let queues = try await TestQueues(options: options)
    let journal = RunJournal()
    let breaker = LeaseBreaker(
      faults: queues.faults, keeper: queues.keeper, configuration: configuration)
    var configuration = configuration
    configuration.random = .seeded(options.seed)
    configuration.logger = Logger(label: "dovetail.test") { _ in
      JournalLogHandler(journal, shown: options.logger)
    }
    configuration.runMiddleware.insert(
      RunProbe(keeper: queues.keeper, journal: journal, breaker: breaker), at: 0)
    let services = try await queues.services(configuration)
    broker = try await Broker(services, configuration)
    self.queues = queues
    self.options = options
    self.journal = journal
    prefix = configuration.namePrefix
    queues.keeper.serves(
      hasAwaitedSends: { [weak broker] in broker?.hasAwaitedSends ?? false },
      explain: { [weak self] id in await self?.explanation(of: id) ?? "" })
  }

  /// Makes a broker as the defaults say, but for what `change` does.
  public convenience init(
    options: TestOptions = TestOptions(), _ change: (inout BrokerConfiguration) -> Void = { _ in }
  ) async throws {
    var configuration = BrokerConfiguration()
    change(&configuration)
    try await self.init(configuration, options: options)
  }

  /// Tells the test's time; ``advance(by:filePath:line:)`` moves it.
  public var clock: TestClock { queues.clock }

  /// What breaks, and has broken.
  public var faults: FaultPlan { queues.faults }

  var keeper: TimeKeeper { queues.keeper }

  /// A queue's name without the broker's prefix.
  func shortName(_ queue: QueueName) -> String {
    String(queue.text.dropFirst(prefix.count))
  }
}

// Who runs the tasks.
extension TestBroker {
  /// Says what runs the tasks of the test: handlers, beside those that were said before.
  ///
  /// A handler replaces an earlier one of its name.
  public func serve(@HandlerBuilder _ handlers: () -> [TaskHandler]) {
    let new = handlers()
    let names = Set(new.map(\.name))
    served.withLock { served in
      var all = new
      if case .handlers(let former) = served {
        all = former.filter { !names.contains($0.name) } + new
      }
      served = .handlers(all)
    }
  }

  /// Says what runs the tasks of the test: the program's own worker, made with ``broker``.
  public func serve(_ worker: Worker) {
    served.withLock { $0 = .worker(worker) }
  }

  /// The worker; throws ``TestFailure`` when there is nothing to run.
  func worker(for what: String) throws -> Worker {
    switch served.withLock({ $0 }) {
    case .worker(let worker): return worker
    case .handlers(let handlers):
      guard !handlers.isEmpty else {
        throw TestFailure(
          "There is nothing to \(what) tasks with. Call serve { … } with their handlers before.")
      }
      return Worker(broker, concurrency: options.concurrency) { handlers }
    }
  }
}

// Time and faults.
extension TestBroker {
  /// Moves the clock by `duration`: delays, visibility, back-offs, de-duplication, retention and the sleep of
  /// tasks move with it.
  ///
  /// Time goes from one instant at which something is to happen to the next, and on from each when all that
  /// it has woken has ended or waits: so leases are renewed on the way. What has become due is not run: call
  /// ``drain(_:limit:filePath:line:)``.
  public func advance(
    by duration: Duration, filePath: String = #filePath, line: Int = #line
  ) async throws {
    try await queues.advance(by: duration, filePath: filePath, line: line)
  }

  /// Breaks calls from now on as the rules say; returns their ids in ``faults``.
  ///
  /// A crash strikes once, unless its rule says otherwise; the next drain goes on as another process.
  @discardableResult
  public func inject(_ rules: FaultRule...) -> [Int] {
    rules.flatMap { queues.inject($0) }
  }
}

extension TestQueues {
  /// What a broker works on, on these queues.
  fileprivate func services(
    _ configuration: BrokerConfiguration
  ) async throws -> BrokerServices {
    let bucket = try BucketName("dovetail")
    try await double.blobs.createBucket(bucket)
    var services = BrokerServices(
      transport: transport, administration: administration,
      results: BlobResultBackend(
        store: blobs, bucket: bucket, prefix: "results", format: configuration.resultFormat),
      blobs: BlobFolder(blobs, bucket: bucket), inspection: double.queues, clock: clock)
    services.sweepsResults = true
    services.executor = keeper.executor
    return services
  }
}

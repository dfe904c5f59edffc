public import DovetailSQLite
public import DovetailTransport

/// Queues and objects of one test, in memory, with a clock that the test moves and faults on purpose.
///
/// For code that sends and receives messages by itself; for tasks take a ``TestBroker``, which has one.
///
/// ```swift
/// let queues = try await TestQueues("orders", "billing.fifo")
/// try await placeOrder(on: queues.transport)
/// let message = try await queues.requireOne(in: "orders")
/// ```
public final class TestQueues: Sendable {
  /// The data plane, with the faults that were injected.
  public let transport: any QueueTransport
  /// Makes and finds queues.
  public let administration: any QueueAdministration
  /// Objects, with the faults that were injected.
  public let blobs: any BlobStore
  /// Tells the test's time; ``advance(by:filePath:line:)`` moves it.
  public let clock: TestClock
  /// What breaks, and has broken.
  public let faults: FaultPlan
  /// The store beneath, in which nothing breaks: to look, and to do what the code under test has no part in.
  public let double: SQLiteDouble

  let log = SendLog()
  let keeper: TimeKeeper

  /// Makes a store of its own, with these queues; a name that ends in `.fifo` makes a FIFO queue.
  public convenience init(
    _ queues: String..., options: TestOptions = TestOptions()
  ) async throws {
    try await self.init(options: options)
    for queue in queues { try await makeQueue(queue) }
  }

  init(options: TestOptions) async throws {
    keeper = TimeKeeper(options)
    clock = TestClock(keeper)
    var configuration = SQLiteConfiguration()
    configuration.random = .seeded(options.seed)
    let double = try await SQLiteDouble.open(.memory, clock: clock, configuration)
    self.double = double
    administration = double.administration
    faults = FaultPlan(seed: options.seed, clock: clock)
    let executor = keeper.executor
    transport = FaultyQueueTransport(
      WatchedQueueTransport(
        inner: double.queues, executor: executor, log: log, clock: keeper.clock), faults)
    blobs = FaultyBlobStore(WatchedBlobStore(inner: double.blobs, executor: executor), faults)
    // Not by its lane, which holds the clock.
    keeper.settles { [weak double] in await double?.waitUntilAnswered() }
  }

  deinit {
    keeper.end()
  }

  /// Makes a queue.
  ///
  /// Throws `TransportError` for a name against the rules.
  public func makeQueue(
    _ name: String, _ attributes: QueueAttributes = QueueAttributes()
  ) async throws {
    let name = try QueueName(name)
    var attributes = attributes
    if name.isFIFO { attributes[.fifoQueue] = "true" }
    try await administration.createQueue(name, attributes)
  }
}

// Time and faults.
extension TestQueues {
  /// Moves the clock by `duration`: delays, visibility, de-duplication and retention move with it.
  ///
  /// Time goes from one instant at which something is to happen to the next, and on from each when all that
  /// it has woken has ended or waits.
  public func advance(
    by duration: Duration, filePath: String = #filePath, line: Int = #line
  ) async throws {
    keeper.noteOwner()
    try await TestFailure.at(filePath, line) { try await keeper.advance(by: duration) }
  }

  /// Breaks calls from now on as the rules say; returns their ids in ``faults``.
  ///
  /// A crash strikes once, unless its rule says otherwise: the same rule would end the next process too.
  @discardableResult
  public func inject(_ rules: FaultRule...) -> [Int] {
    rules.map { rule in
      var rule = rule
      if rule.effect.isCrash { rule.count = rule.count ?? 1 }
      return faults.add(rule)
    }
  }

  /// Runs code that has tasks of its own, so that ``advance(by:filePath:line:)`` waits for what they do.
  public func watching<Value: Sendable>(
    _ body: @Sendable () async throws -> Value
  ) async rethrows -> Value {
    try await withTaskExecutorPreference(keeper.executor) {
      keeper.noteOwner()
      return try await body()
    }
  }
}

extension FaultEffect {
  fileprivate var isCrash: Bool {
    if case .crash = self { true } else { false }
  }
}

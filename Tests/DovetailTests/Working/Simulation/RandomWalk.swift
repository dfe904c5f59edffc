import Dovetail

/// Workers that come and go over a broken queue and a broken store, while the clock jumps; all that is
/// random is drawn from one seed.
///
/// The order in which Swift runs tasks is not drawn, so a seed finds the same faults and not the same
/// interleavings.
struct RandomWalk {
  private static let key = TaskKey("walk", as: ((WalkPlan) -> Int).self)
  private static let fifo = "orders.fifo"

  let bench: Workbench
  let log = WalkLog()
  private var random: RandomSource
  private var jobs: [(plan: WalkPlan, job: Job<Int>)] = []
  private var counts: [String: Int] = [:]
  private var workers: [RunningWorker] = []

  init(seed: UInt64) async throws {
    random = .seeded(seed)
    // Small receives are often full, so that several go on at once.
    let receiveBatch = seed.isMultiple(of: 2) ? 2 : SQSLimits.batchEntries
    bench = try await Workbench { configuration in
      configuration.queues = [
        TaskQueue(Self.fifo) {
          $0.deadLetters = .queue("orders-dlq.fifo", maxReceiveCount: 1000)
          $0.receiveBatch = receiveBatch
        }
      ]
      configuration.defaultQueue = TaskQueue("default") {
        $0.deadLetters = .queue("default-dlq", maxReceiveCount: 1000)
        $0.receiveBatch = receiveBatch
      }
      configuration.retry = .exponential(maxAttempts: WalkPlan.attempts, cap: .seconds(400))
      configuration.random = .seeded(seed)
    }
  }

  /// Walks so many steps, and then until everything has come to its end.
  mutating func walk(steps: Int) async throws {
    for _ in 0..<15 { try await send() }
    start()
    for _ in 0..<steps { try await step() }
    try await settle()
  }

  private mutating func step() async throws {
    switch Int.random(in: 0..<20, using: &random) {
    case 0...2: try await send()
    case 3...6: bench.faults.add(fault())
    case 7: start()
    case 8: stop()
    case 9: crash()
    default: await pass(.milliseconds(Int.random(in: 1...20_000, using: &random)))
    }
  }

  /// Sends a task that the queue accepts.
  private mutating func send() async throws {
    let isOrdered = Bool.random(using: &random)
    let group = isOrdered ? "g\(Int.random(in: 0..<3, using: &random))" : "none"
    let plan = WalkPlan(number: counts[group, default: 0], group: group, &random)
    counts[group, default: 0] += 1
    let options = isOrdered ? SendOptions.queue(Self.fifo).group(group) : SendOptions()
    jobs.append((plan, try await bench.broker.enqueue(Self.key, plan, options: options)))
  }

  private mutating func start() {
    guard workers.count < 3 else { return }
    bench.faults.restart()
    let log = log
    let concurrency = Bool.random(using: &random) ? 4 : 40
    workers.append(
      RunningWorker(
        Worker(bench.broker, concurrency: concurrency, drainTimeout: .seconds(10)) {
          Self.key.handle { context, plan in
            log.add(.began(group: plan.group, number: plan.number))
            if plan.seconds > 0 {
              do {
                try await context.clock.sleep(for: .seconds(plan.seconds))
              } catch  where !plan.isDeaf {
                throw error
              }
            }
            let isLast = context.attempt >= WalkPlan.attempts
            guard context.attempt > plan.failures else {
              if isLast { log.add(.ended(group: plan.group, number: plan.number)) }
              throw PaymentDeclined()
            }
            log.add(.ended(group: plan.group, number: plan.number))
            return plan.number
          }
        }))
  }

  /// Tells one to end; it does so while the walk goes on.
  private mutating func stop() {
    guard !workers.isEmpty else { return }
    workers.removeFirst().signal()
  }

  /// Cuts all workers off from queues and store; what they held they go on with when they are back.
  private mutating func crash() {
    bench.faults.crash()
    for worker in workers { worker.signal() }
    workers = []
    bench.faults.restart()
    start()
  }

  /// Lets time pass, from one call of the clock to the next, and others have their turn.
  private func pass(_ duration: Duration) async {
    let end = bench.clock.now.advanced(by: duration)
    while bench.clock.now < end {
      for _ in 0..<10 { await Task.yield() }
      let next = bench.clock.pendingCalls.first { $0 > bench.clock.now } ?? end
      bench.clock.advance(to: min(next, end))
    }
    for _ in 0..<10 { await Task.yield() }
  }

  /// Takes the faults away, and waits until the queues are empty.
  private mutating func settle() async throws {
    bench.faults.removeAll()
    start()
    for _ in 0..<2000 {
      guard try await remains() > 0 else { break }
      await pass(.seconds(20))
    }
    let ending = workers
    for worker in ending { worker.signal() }
    let exit = Gate()
    exit.open()
    // Ends with the workers, which may need time once more.
    let ends = Task {
      // What one throws is thrown below.
      for worker in ending { try? await worker.end() }
      await exit.pass()
    }
    await pass(.seconds(30))
    while exit.arrivals == 0, !Task.isCancelled { await pass(.seconds(1)) }
    await ends.value
    for worker in ending { try await worker.end() }
  }

  private mutating func fault() -> FaultRule {
    let count = Int.random(in: 1...4, using: &random)
    let delay = Duration.seconds(Int.random(in: 1...90, using: &random))
    let rules: [FaultRule] = [
      .throttle(.receive), .loseAnswer(.receive), .delayAnswer(by: delay, .receive), .deliverTwice,
      .throttle(.delete), .failEntries(.throttled, .delete), .loseAnswer(.delete),
      .delayAnswer(by: delay, .delete), .failEntries(.receiptHandleExpired, .delete),
      .throttle(.changeVisibility), .loseAnswer(.changeVisibility), .loseLeases,
      .delayAnswer(by: delay, .changeVisibility), .failEntries(.throttled, .changeVisibility),
      .throttle(.putBlob), .loseAnswer(.putBlob), .delayAnswer(by: delay, .putBlob),
      .conflictAfterPut, .unreachable(.getBlob), .throttle(.send).on(Workbench.deadLetters),
    ]
    return rules[Int.random(in: 0..<rules.count, using: &random)].times(count)
  }
}

// What must be so in the end.
extension RandomWalk {
  /// Sentences about tasks that have no end, or another one than they should.
  func losses() async throws -> [String] {
    var letters: Set<TaskID> = []
    for queue in ["default", Self.fifo] {
      let page = try await bench.broker.deadLetters(of: queue).look(upTo: 1000)
      letters.formUnion(page.letters.compactMap(\.taskID))
    }
    var found: [String] = []
    for (plan, job) in jobs {
      let result = try await bench.results.result(for: job.id)
      switch (plan.succeeds, result?.isError) {
      case (true, false?): continue
      case (false, true?) where letters.contains(job.id): continue
      default:
        found.append(
          "\(plan) has the result \(String(describing: result)); letter: \(letters.contains(job.id))"
        )
      }
    }
    return found
  }

  /// What is left in the queues.
  func remains() async throws -> Int {
    try await bench.broker.counts(of: "default").total
      + bench.broker.counts(of: Self.fifo).total
  }
}

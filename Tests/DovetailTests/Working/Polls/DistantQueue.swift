import Dovetail
import Synchronization

/// A transport whose receives take time on their way back, by a manual clock, and which tells of them.
final class DistantQueue: ReceiveListener {
  /// What a receive asked for.
  struct Receive {
    let queue: QueueName
    let asked: Int
    let waitTime: Duration
    /// How many messages it has brought; nil while it goes on, and when it has failed.
    var brought: Int?
    var isUnderWay = true
  }

  private struct Fields {
    var begun: [Receive] = []
    var returning = 0

    var underWay: Int { begun.count(where: \.isUnderWay) }
  }

  let inner: any QueueTransport
  private let clock: ManualClock
  private let trip: Duration
  private let fields = Mutex(Fields())

  init(_ inner: any QueueTransport, on clock: ManualClock, trip: Duration) {
    self.inner = inner
    self.clock = clock
    self.trip = trip
  }

  /// All receives so far, in the order in which they began.
  var begun: [Receive] { fields.withLock { $0.begun } }

  /// Waits until so many receives are on their way back.
  func waitUntilReturning(_ count: Int) async {
    while fields.withLock({ $0.returning }) < count { await Task.yield() }
  }

  /// How many receives go on.
  var underWay: Int { fields.withLock { $0.underWay } }

  /// Waits until so many receives go on, no more and no less.
  func waitUntilUnderWay(_ count: Int) async {
    while underWay != count { await Task.yield() }
  }

  func receive(
    from queue: QueueName, _ options: ReceiveOptions
  ) async throws -> [ReceivedMessage] {
    let place = fields.withLock { fields in
      fields.begun.append(
        Receive(
          queue: queue, asked: options.maxMessages, waitTime: options.waitTime ?? .zero))
      return fields.begun.count - 1
    }
    defer { fields.withLock { $0.begun[place].isUnderWay = false } }
    do {
      let messages = try await inner.receive(from: queue, options)
      await comeBack()
      fields.withLock { $0.begun[place].brought = messages.count }
      return messages
    } catch {
      await comeBack()
      throw error
    }
  }

  private func comeBack() async {
    guard trip > .zero else { return }
    await withCheckedContinuation { continuation in
      _ = clock.schedule(at: clock.now.advanced(by: trip)) {
        self.fields.withLock { $0.returning -= 1 }
        continuation.resume()
      }
      fields.withLock { $0.returning += 1 }  // Only now: who waits for that may move the clock.
    }
  }
}

/// A workbench, and another broker on its queues from which these are 20 ms away.
struct DistantBench {
  let bench: Workbench
  let queue: DistantQueue
  let broker: Broker

  /// How long the answer of a receive takes.
  static let trip = Duration.milliseconds(20)

  init(
    losesCancelledPolls: Bool = false, trip: Duration = trip,
    _ change: (inout BrokerConfiguration) -> Void = { _ in }
  ) async throws {
    bench = try await Workbench(isJoint: true, change)
    queue = DistantQueue(bench.transport, on: bench.clock, trip: trip)
    var services = bench.services
    services.transport = queue
    if losesCancelledPolls { services.cancelsPollsWithoutLoss = false }
    var configuration = BrokerConfiguration()
    configuration.logger = Workbench.silence
    change(&configuration)
    broker = try await Broker(services, configuration)
  }

  /// Waits until so many receives are on their way back, and lets them arrive.
  func passTrip(of receives: Int) async {
    await queue.waitUntilReturning(receives)
    bench.clock.advance(by: Self.trip)
  }

  /// Waits until a receive goes on, and all that do wait for messages: time may move, and finds them there.
  func waitUntilAllWait() async throws {
    while true {
      let underWay = queue.underWay
      if underWay > 0, try await bench.double.waitingReceives(on: Workbench.queue) == underWay {
        return
      }
      await Task.yield()
    }
  }

  /// Lets others have their turn, to do what they should not.
  func letOthersGoOn() async {
    for _ in 0..<200 { await Task.yield() }
  }

  /// Lets time pass in steps, and others go on in between.
  func pass(_ duration: Duration, step: Duration = trip) async {
    let end = bench.clock.now.advanced(by: duration)
    while bench.clock.now < end {
      for _ in 0..<20 { await Task.yield() }
      bench.clock.advance(by: step)
    }
  }

  /// Lets time pass until one receive goes on, and no other beside it.
  func becomeQuiet() async {
    repeat { await pass(.milliseconds(500), step: .milliseconds(250)) } while queue.underWay != 1
  }

  /// Ends a worker; what its receives still bring takes time.
  func stop(_ worker: RunningWorker) async throws {
    let exit = Gate()
    exit.open()
    // Awaited below; ends with the worker, which needs time for that.
    let end = Task {
      defer { Task { await exit.pass() } }
      try await worker.stop()
    }
    while exit.arrivals == 0 { await pass(Self.trip) }
    try await end.value
  }
}

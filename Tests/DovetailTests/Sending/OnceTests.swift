import Dovetail
import Synchronization
import Testing

@Suite("Sending: once keys", .timeLimit(.minutes(5)))
struct OnceTests {
  private let charge = TaskKey("charge", as: ((Int) -> Int).self)
  private let day = Duration.seconds(86_400)

  @Test func `calls with one key are one task, and have its job`() async throws {
    let bench = try await Workbench()

    let first = try await bench.broker.enqueue(charge, 1, options: .once("order-17", for: day))
    bench.clock.advance(by: .seconds(3600))
    let second = try await bench.broker.enqueue(charge, 2, options: .once("order-17", for: day))
    let other = try await bench.broker.enqueue(charge, 3, options: .once("order-18", for: day))

    #expect(first.id == second.id)
    #expect(first.id != other.id)
    #expect(try await Worker(bench.broker) { charge.handle { $0 } }.drain().count == 2)
    #expect(try await second.value(timeout: .zero) == 1)
  }

  @Test func `two tasks may have the same key`() async throws {
    let bench = try await Workbench()
    let mail = TaskKey("mail", as: ((Int) -> Int).self)

    try await bench.broker.enqueue(charge, 1, options: .once("order-17", for: day))
    try await bench.broker.enqueue(mail, 1, options: .once("order-17", for: day))

    #expect(try await bench.visible().count == 2)
  }

  @Test func `a key holds for its time`() async throws {
    let bench = try await Workbench()
    let options = SendOptions.once("order-17", for: .seconds(60))

    let first = try await bench.broker.enqueue(charge, 1, options: options)
    bench.clock.advance(by: .seconds(60))
    let second = try await bench.broker.enqueue(charge, 1, options: options)

    #expect(first.id != second.id)
  }

  @Test func `keys that look alike are different keys`() async throws {
    let bench = try await Workbench()

    let ids = try await ["a/b", "a//b", "a%2Fb", "A/b", "a/b/", " "].asyncMap { key in
      try await bench.broker.enqueue(charge, 1, options: .once(key, for: day)).id
    }

    #expect(Set(ids).count == 6)
  }

  @Test func `a send that fails leaves the key to the next call, with the same id`() async throws {
    let bench = try await Workbench { $0.batching.retry = .never }
    bench.faults.add(.throttle(.send).times(1))
    let options = SendOptions.once("order-17", for: day)

    await #expect(throws: TransportError.self) {
      try await bench.broker.enqueue(charge, 1, options: options)
    }
    let second = try await bench.broker.enqueue(charge, 1, options: options)
    let third = try await bench.broker.enqueue(charge, 1, options: options)

    #expect(second.id == third.id)
    #expect(try await bench.visible().count == 1)
  }

  @Test func `a crash between the send and its record loses nothing, and runs once`() async throws {
    let bench = try await Workbench { $0.batching.retry = .never }
    let options = SendOptions.once("order-17", for: day)
    bench.faults.add(.crash(after: .send))
    await #expect(throws: (any Error).self) {
      try await bench.broker.enqueue(charge, 1, options: options)
    }
    bench.faults.removeAll()
    bench.faults.restart()
    let runs = Atomic(0)
    let worker = Worker(bench.broker) {
      charge.handle { number in
        runs.add(1, ordering: .relaxed)
        return number
      }
    }

    try await worker.drain()
    let job = try await bench.broker.enqueue(charge, 1, options: options)
    let reports = try await worker.drain()

    #expect(reports.map(\.outcome) == [.duplicate])
    #expect(runs.load(ordering: .relaxed) == 1)
    #expect(try await job.value(timeout: .zero) == 1)
  }

  @Test func `of many callers at once all have the same job`() async throws {
    let bench = try await Workbench { $0.defaultQueue = "orders.fifo" }

    let ids = try await withThrowingTaskGroup(of: TaskID.self) { group in
      for number in 0..<20 {
        group.addTask {
          try await bench.broker.enqueue(
            charge, number, options: .once("order-17", for: day)
          ).id
        }
      }
      return try await group.reduce(into: Set<TaskID>()) { $0.insert($1) }
    }

    #expect(ids.count == 1)
    #expect(try await Worker(bench.broker) { charge.handle { $0 } }.drain().count == 1)
  }

  @Test func `a form of sending that cannot hold to a key refuses it`() async throws {
    let bench = try await Workbench()
    let options = SendOptions.once("order-17", for: day)

    let outcomes = await bench.broker.enqueueAll(charge, [1, 2], options: options)
    #expect(outcomes.allSatisfy { (try? $0.get()) == nil })
    await #expect(throws: TaskError.self) {
      try await bench.broker.enqueueLater(charge, 1, options: options)
    }
    await #expect(throws: TaskError.self) {
      try await bench.broker.enqueue(charge, 1, options: .once("", for: day))
    }
  }

  @Test func `without a blob store the key is refused, not passed over`() async throws {
    let broker = try await Workbench().brokerWithoutBlobs()

    let error = await #expect(throws: TaskError.self) {
      try await broker.enqueue(charge, 1, options: .once("order-17", for: day))
    }

    #expect(error?.code == .noBlobs)
  }

  @Test func `who loses the race for a key has the winner's job, whatever the store calls it`()
    async throws
  {
    let bench = try await Workbench()
    let first = try await bench.broker.enqueue(charge, 1, options: .once("order-17", for: day))
    bench.faults.add(.fail(.conditionalRequestConflict, .putBlob).times(1))

    let second = try await bench.broker.enqueue(charge, 1, options: .once("order-17", for: day))

    #expect(first.id == second.id)
    #expect(try await bench.visible().count == 1)
  }

  @Test func `a store that asks to slow down is asked again`() async throws {
    let bench = try await Workbench()
    bench.faults.add(.throttle(.putBlob).times(1))

    async let job = bench.broker.enqueue(charge, 1, options: .once("order-17", for: day))
    await bench.waitForCalls(1, of: .putBlob)
    await bench.clock.waitForCalls(atLeast: 1)
    bench.clock.advance(by: .seconds(1))
    _ = try await job

    #expect(try await bench.visible().count == 1)
  }

  @Test func `brokers with other prefixes have other keys`() async throws {
    let bench = try await Workbench { $0.namePrefix = "a-" }
    var configuration = BrokerConfiguration()
    configuration.namePrefix = "b-"
    let other = try await Broker(bench.services, configuration)

    let first = try await bench.broker.enqueue(charge, 1, options: .once("order-17", for: day))
    let second = try await other.enqueue(charge, 1, options: .once("order-17", for: day))

    #expect(first.id != second.id)
  }
}

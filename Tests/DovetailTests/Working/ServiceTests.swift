import Dovetail
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@Suite("Worker: as a service", .timeLimit(.minutes(5)))
struct ServiceTests {
  @Test func `a running worker takes a task as soon as it is sent`() async throws {
    let bench = try await Workbench()
    let add = bench.broker.task("add") { (a: Int, b: Int) in a + b }

    try await withThrowingTaskGroup { group in
      group.addTask { try await Worker(bench.broker) { add }.run() }
      await bench.clock.waitForCalls(atLeast: 1)  // The long poll is parked.
      let job = try await add.enqueue(2, 3)
      #expect(try await job.value(timeout: .seconds(60)) == 5)
      group.cancelAll()
    }
  }

  @Test func `a cancelled worker ends at once when nothing runs`() async throws {
    let bench = try await Workbench()
    let add = bench.broker.task("add") { (a: Int, b: Int) in a + b }

    let service = Task { try await Worker(bench.broker) { add }.run() }
    await bench.clock.waitForCalls(atLeast: 1)
    service.cancel()

    try await service.value
    try await add.enqueue(1, 1)
    #expect(try await bench.visible().count == 1)
  }

  @Test func `shutting down lets a running task end and keep its result`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    let slow = bench.broker.task("slow") { () -> Int in
      await gate.pass()
      return 9
    }
    let job = try await slow.enqueue()

    let service = Task { try await Worker(bench.broker) { slow }.run() }
    await gate.waitForArrivals(1)
    service.cancel()
    gate.open()
    try await service.value

    #expect(try await job.value(timeout: .zero) == 9)
  }

  @Test func `no more tasks run at once than the concurrency allows`() async throws {
    let bench = try await Workbench()
    let running = Atomic(0)
    let most = Atomic(0)
    let task = bench.broker.task("busy") {
      let now = running.add(1, ordering: .relaxed).newValue
      most.max(now, ordering: .relaxed)
      await Task.yield()
      running.subtract(1, ordering: .relaxed)
    }
    for _ in 0..<50 { try await task.enqueue() }

    let service = Task { try await Worker(bench.broker, concurrency: 3) { task }.run() }
    await bench.waitForCalls(50, of: .putBlob)
    service.cancel()
    try await service.value

    #expect((1...3).contains(most.load(ordering: .relaxed)))
  }

  @Test func `a task may send tasks, and a drain runs them too`() async throws {
    let bench = try await Workbench()
    let child = bench.broker.task("child") { (number: Int) in number }
    let parent = bench.broker.task("parent") {
      for number in 0..<5 { try await child.enqueue(number) }
    }
    try await parent.enqueue()

    let reports = try await Worker(bench.broker) {
      parent
      child
    }.drain()

    #expect(reports.map(\.outcome) == Array(repeating: .succeeded, count: 6))
  }

  @Test func `two handlers of one name are refused`() async throws {
    let bench = try await Workbench()
    let first = bench.broker.task("same") {}
    let second = bench.broker.task("same") {}

    let error = await #expect(throws: TaskError.self) {
      try await Worker(bench.broker) {
        first
        second
      }.drain()
    }

    #expect(error?.description.contains("same") == true)
  }

  @Test func `broker and worker end together in a service group`() async throws {
    let bench = try await Workbench()
    let last = bench.broker.task("last") {}
    let group = ServiceGroup(
      services: [bench.broker, Worker(bench.broker) { last }],
      logger: Workbench.silence)

    let service = Task { try await group.run() }
    await bench.clock.waitForCalls(atLeast: 1)
    await group.triggerGracefulShutdown()

    try await service.value
  }
}

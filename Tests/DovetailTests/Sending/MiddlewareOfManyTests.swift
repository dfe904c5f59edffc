import Dovetail
import Testing

@Suite("Sending: middleware of many", .timeLimit(.minutes(5)))
struct MiddlewareOfManyTests {
  private static let fifo = "letters.fifo"

  @Test func `tasks for one FIFO queue keep their order, however long each is on its way`()
    async throws
  {
    let bench = try await Workbench(
      middleware: Around { task, next in
        // The earlier ones take longer.
        for _ in 0..<(40 - (Int(Letter.text(of: task.task)) ?? 0)) { await Task.yield() }
        return try await next(task)
      }, queue: Self.fifo)

    let outcomes = await bench.broker.enqueueAll(Letter.numbered(40), options: .group("g"))

    #expect(outcomes.allSatisfy { $0.error == nil })
    #expect(try await bench.letters(in: QueueName(Self.fifo)) == (0..<40).map(String.init))
  }

  @Test func `a refused task of a FIFO queue does not hold up those behind it`() async throws {
    let bench = try await Workbench(
      middleware: Around { task, next in
        guard Letter.text(of: task.task) != "1" else { throw PaymentDeclined() }
        return try await next(task)
      }, queue: Self.fifo)

    let outcomes = await bench.broker.enqueueAll(Letter.numbered(4), options: .group("g"))

    #expect(outcomes.map { $0.error == nil } == [true, false, true, true])
    #expect(try await bench.letters(in: QueueName(Self.fifo)) == ["0", "2", "3"])
  }

  @Test(arguments: ["letters", fifo])
  func `a middleware that lets one task through at a time does not block many`(
    queue: String
  ) async throws {
    let turnstile = Turnstile()
    let bench = try await Workbench(
      middleware: Around { task, next in
        await turnstile.enter()
        do {
          let sent = try await next(task)
          await turnstile.leave()
          return sent
        } catch {
          await turnstile.leave()
          throw error
        }
      }, queue: queue)

    let outcomes = await bench.broker.enqueueAll(Letter.numbered(25))

    #expect(outcomes.allSatisfy { $0.error == nil })
    #expect(try bench.counters(of: queue).accepted == 25)
  }

  @Test func `tasks of a standard queue pass at the same time`() async throws {
    let gate = Gate()
    let bench = try await Workbench(
      middleware: Around { task, next in
        await gate.pass()
        return try await next(task)
      })

    async let outcomes = bench.broker.enqueueAll(Letter.numbered(20))
    await gate.waitForArrivals(20)
    gate.open()

    #expect(await outcomes.count { $0.error == nil } == 20)
  }

  @Test(arguments: ["letters", fifo])
  func `tasks that pass a middleware share requests`(queue: String) async throws {
    let bench = try await Workbench(
      middleware: Around { task, next in try await next(task) }, queue: queue)

    let outcomes = await bench.broker.enqueueAll(Letter.numbered(300), options: .group("g"))

    let counters = try bench.counters(of: queue)
    #expect(outcomes.allSatisfy { $0.error == nil })
    #expect(counters.accepted == 300)
    #expect(counters.requests < 100)
  }

  @Test func `when the caller of many is cancelled, what has not passed is not sent`() async throws
  {
    let gate = Gate()
    let bench = try await Workbench(
      middleware: Around { task, next in
        await gate.pass()
        try Task.checkCancellation()
        return try await next(task)
      }, queue: Self.fifo)
    let sending = Task { await bench.broker.enqueueAll(Letter.numbered(5)) }
    await gate.waitForArrivals(1)

    sending.cancel()
    gate.open()

    #expect(await sending.value.allSatisfy { $0.error is CancellationError })
    #expect(try bench.counters(of: Self.fifo).requests == 0)
  }
}

/// Lets one through at a time, in no promised order.
private actor Turnstile {
  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func enter() async {
    guard isTaken else {
      isTaken = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func leave() {
    guard let next = waiting.popLast() else {
      isTaken = false
      return
    }
    next.resume()
  }
}

import Dispatch
import DovetailTransport
import Foundation
import Synchronization
import Testing

@testable import DovetailSQLite

@Suite("Calls that are done on their own thread", .timeLimit(.minutes(5)))
struct GuestTests {
  /// Says how many calls are under way, and sees on which thread it is asked.
  private final class Callers: Sendable {
    private struct Fields {
      var count: Int?
      var asker: pthread_t?
    }

    private let fields: Mutex<Fields>

    init(_ count: Int?) { fields = Mutex(Fields(count: count)) }

    func add(_ number: Int) { fields.withLock { $0.count? += number } }

    var asker: pthread_t? { fields.withLock { $0.asker } }

    func answer() -> Int? {
      fields.withLock { fields in
        fields.asker = pthread_self()
        return fields.count
      }
    }
  }

  /// Whether any of some calls is done on the thread that makes it while so many are under way.
  private func isGuest(
    callers count: Int?, parked: Int = 0
  ) async throws -> Bool {
    let callers = Callers(count)
    var configuration = SQLiteConfiguration()
    configuration.callsUnderWay = { callers.answer() }
    let double = try await SQLiteDouble.open(.memory, clock: ManualClock(), configuration)
    let queue = try QueueName("jobs")
    try await double.administration.createQueue(queue)
    let polls = (0..<parked).map { _ in
      Task.immediate {
        try await double.queues.receive(from: queue, ReceiveOptions(waitTime: .seconds(20)))
      }
    }
    while try await double.lane.perform("count", { _ in double.lane.core.polls.count }) < parked {}
    await double.lane.waitUntilAnswered()
    var isGuest = false
    // One may find that the last took long: other programs run, too.
    for _ in 0..<20 {
      let worker = try await double.lane.perform("look") { _ in pthread_self() }
      if worker == callers.asker { isGuest = true }
    }
    await double.endWaits()
    for poll in polls { _ = try await poll.value }
    await double.close()
    return isGuest
  }

  @Test func `a call that is alone is done on its own thread`() async throws {
    #expect(try await isGuest(callers: 1))
  }

  @Test func `beside others it is left to the lane, whose commit they share`() async throws {
    #expect(try await isGuest(callers: 2) == false)
  }

  @Test func `on a thread that may not wait it is left to the lane`() async throws {
    #expect(try await isGuest(callers: nil) == false)
  }

  @Test func `polls that wait are no company`() async throws {
    #expect(try await isGuest(callers: 3, parked: 2))
    #expect(try await isGuest(callers: 3, parked: 1) == false)
  }

  @Test func `after a call that took long it is left to the lane, and after a quick one no more`()
    throws
  {
    let rule = GuestRule { 1 }
    #expect(rule.admits)

    rule.note(since: DispatchTime(uptimeNanoseconds: 1), parked: 0)
    #expect(!rule.admits)
    rule.note(since: .now(), parked: 0)
    #expect(rule.admits)
  }

  @Test func `calls of many threads, some of them guests, lose nothing`() async throws {
    let callers = Callers(0)
    var configuration = SQLiteConfiguration()
    configuration.callsUnderWay = { callers.answer() }
    let double = try await SQLiteDouble.open(.memory, clock: ManualClock(), configuration)
    let queue = try QueueName("jobs")
    try await double.administration.createQueue(queue)

    try await withThrowingTaskGroup(of: Void.self) { group in
      for sender in 0..<4 {
        group.addTask {
          for number in 0..<100 {
            callers.add(1)
            defer { callers.add(-1) }
            _ = try await double.queues.send(OutgoingMessage("\(sender) \(number)"), to: queue)
            if number.isMultiple(of: 7) { await Task.yield() }
          }
        }
      }
      try await group.waitForAll()
    }

    let bodies = try await double.drain(queue).map(\.body)
    #expect(bodies.count == 400)
    #expect(Set(bodies).count == 400)
    await double.close()
  }
}

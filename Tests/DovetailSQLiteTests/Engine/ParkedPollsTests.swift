import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("ParkedPolls")
struct ParkedPollsTests {
  private func at(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

  private func place(_ queue: Int64, until deadline: Int64) -> Poll.Place {
    Poll.Place(queue: queue, deadline: at(deadline))
  }

  private func waiting(_ parked: ParkedPolls, _ queue: Int64) -> [ObjectIdentifier] {
    parked.waiting(for: queue).map(\.id)
  }

  @Test
  func `a queue's polls stand in the order in which they came`() throws {
    var parked = ParkedPolls()
    let polls = try (0..<4).map { _ in try Poll.idle() }

    for (poll, queue) in zip(polls, [1, 2, 1, 1] as [Int64]) {
      parked.park(poll, at: place(queue, until: 100))
    }
    parked.remove(polls[2].id)

    #expect(waiting(parked, 1) == [polls[0].id, polls[3].id])
    #expect(waiting(parked, 2) == [polls[1].id])
    #expect(waiting(parked, 3).isEmpty)
    #expect(parked.contains(polls[0]))
    #expect(!parked.contains(polls[2]))
  }

  @Test
  func `a poll is parked once`() throws {
    var parked = ParkedPolls()
    let poll = try Poll.idle()

    parked.park(poll, at: place(1, until: 100))
    parked.park(poll, at: place(2, until: 200))

    #expect(waiting(parked, 1) == [poll.id])
    #expect(waiting(parked, 2).isEmpty)
    #expect(parked.nextInstant == at(100))
  }

  @Test
  func `those whose time is over are taken out, the others stay`() throws {
    var parked = ParkedPolls()
    let polls = try (0..<3).map { _ in try Poll.idle() }
    for (poll, deadline) in zip(polls, [30, 10, 20] as [Int64]) {
      parked.park(poll, at: place(1, until: deadline))
    }
    #expect(parked.nextInstant == at(10))

    let due = parked.due(at: at(20))

    #expect(due.polls.map(\.id) == [polls[1].id, polls[2].id])
    #expect(due.queues.isEmpty)
    #expect(waiting(parked, 1) == [polls[0].id])
    #expect(parked.nextInstant == at(30))
  }

  @Test
  func `a queue is looked at when its wake has come, once`() throws {
    var parked = ParkedPolls()
    parked.park(try .idle(), at: place(1, until: 100))
    parked.setWake(at(50), for: 1)
    #expect(parked.nextInstant == at(50))

    #expect(parked.due(at: at(49)).queues.isEmpty)
    #expect(parked.due(at: at(50)).queues == [1])
    #expect(parked.due(at: at(50)).queues.isEmpty)
    #expect(parked.nextInstant == at(100))
  }

  @Test
  func `a queue without polls has no line and no wake`() throws {
    var parked = ParkedPolls()
    let polls = try (0..<2).map { _ in try Poll.idle() }
    for poll in polls { parked.park(poll, at: place(1, until: 100)) }
    parked.setWake(at(50), for: 1)

    parked.remove(polls[1].id)
    #expect(parked.hasLine(for: 1))
    parked.remove(polls[0].id)

    #expect(!parked.hasLine(for: 1))
    #expect(parked.nextInstant == nil)
  }

  @Test
  func `a wake for all comes no later than the one a queue has`() throws {
    var parked = ParkedPolls()
    for queue in [1, 2, 3] as [Int64] { parked.park(try .idle(), at: place(queue, until: 100)) }
    parked.setWake(at(10), for: 1)
    parked.setWake(at(90), for: 2)

    parked.wakeAll(at: at(20))

    #expect(parked.due(at: at(10)).queues == [1])
    #expect(parked.due(at: at(20)).queues.sorted() == [2, 3])
  }

  @Test
  func `all are taken out at once, and nothing is left to wait for`() throws {
    var parked = ParkedPolls()
    for queue in [1, 2, 2] as [Int64] { parked.park(try .idle(), at: place(queue, until: 100)) }
    parked.setWake(at(50), for: 2)

    #expect(parked.removeAll().count == 3)

    #expect(parked.nextInstant == nil)
    #expect(!parked.hasLine(for: 2))
  }

  @Test
  func `polls that went do not pile up behind one that stays`() throws {
    var parked = ParkedPolls()
    let first = try Poll.idle()
    parked.park(first, at: place(1, until: 1_000))

    for _ in 0..<10_000 {
      let poll = try Poll.idle()
      parked.park(poll, at: place(1, until: 1_000))
      parked.remove(poll.id)
    }

    #expect(parked.lineLength(of: 1) <= 65)
    #expect(waiting(parked, 1) == [first.id])
  }
}

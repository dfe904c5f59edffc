import DovetailTransport
import Testing

@testable import DovetailTasks

@Suite("SendLane: entries that were not accepted")
struct SendLaneRetryTests {
  @Test func `a failed entry is sent again alone, those beside it are not`() throws {
    var bench = try LaneBench { $0.size = 3 }
    for id in ["a", "b", "c"] { bench.add(id) }
    bench.settle(bench.batches()[0], ["b": .throttled])

    #expect(bench.accepted == ["a", "c"])
    #expect(bench.batches().isEmpty)
    #expect(bench.lane.nextInstant == bench.now.advanced(by: .seconds(1)))
    bench.advance(by: .seconds(1))
    let again = bench.batches()
    #expect(again.ids == [["b"]])
    bench.settle(again[0])
    #expect(bench.accepted == ["a", "b", "c"])
    #expect(bench.lane.counters.retried == 1)
    #expect(bench.lane.counters.requests == 2)
  }

  @Test func `a fault of the sender's is final`() throws {
    var bench = try LaneBench()
    bench.add("a")
    bench.settle(bench.batches()[0], ["a": .invalidMessageContents])

    #expect((bench.error(of: "a") as? TransportError)?.code == .invalidMessageContents)
    #expect(bench.lane.counters.failed == 1)
    #expect(bench.lane.counters.exhausted == 0)
    #expect(bench.lane.nextInstant == nil)
  }

  @Test func `attempts are bounded, and the last error is told`() throws {
    var bench = try LaneBench()
    bench.add("a")
    for _ in 0..<3 {
      bench.settle(try #require(bench.batches().first), ["a": .unreachable])
      bench.advance(by: .seconds(1))
    }

    #expect(bench.batches().isEmpty)
    #expect((bench.error(of: "a") as? TransportError)?.code == .unreachable)
    #expect(bench.lane.counters.exhausted == 1)
  }

  @Test func `those that failed are listed with count and times`() throws {
    var bench = try LaneBench()
    bench.add("a")
    let first = bench.now
    bench.settle(bench.batches()[0], ["a": .throttled])
    bench.advance(by: .seconds(1))
    bench.settle(bench.batches()[0], ["a": .unreachable])

    let failing = bench.lane.idle.compactMap(FailingSend.init)

    #expect(failing.map(\.attempts) == [2])
    #expect(failing.map(\.firstFailedAt) == [first])
    #expect(failing.map(\.lastFailedAt) == [bench.now])
    #expect(failing.map(\.error.code) == [.unreachable])
  }

  @Test func `an answer with too few outcomes is no yes`() throws {
    var bench = try LaneBench { $0.retry = .never }
    bench.add("a")
    let batch = bench.batches()[0]

    let settled = bench.lane.settle(batch, [], at: bench.now)

    let error = #expect(throws: TransportError.self) { try settled.first?.outcome.get() }
    #expect(error?.code == .outcomeUnknown)
  }

  @Test func `an entry that rests does not hold up the others`() throws {
    var bench = try LaneBench()
    bench.add("a")
    bench.settle(bench.batches()[0], ["a": .throttled])
    bench.add("b")

    #expect(bench.batches().ids == [["b"]])
  }

  @Test func `a flush does not wait for the end of a rest`() throws {
    var bench = try LaneBench()
    bench.add("a")
    bench.settle(bench.batches()[0], ["a": .throttled])

    bench.lane.flush(at: bench.now)

    #expect(bench.batches().ids == [["a"]])
  }

  @Test func `what is taken out is not sent, what is on its way is`() throws {
    var bench = try LaneBench("orders.fifo")
    bench.add("a", group: "g")
    let batch = bench.batches()[0]
    bench.add("b", group: "g")
    bench.add("c", group: "h", pace: .later)

    let removed = bench.lane.remove { _ in true }

    #expect(Set(removed.map(\.parcel.id)) == ["b", "c"])
    bench.settle(batch)
    #expect(bench.accepted == ["a"])
    #expect(bench.batches().isEmpty)
  }
}

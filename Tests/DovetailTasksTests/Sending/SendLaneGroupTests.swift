import DovetailTransport
import Testing

@testable import DovetailTasks

@Suite("SendLane: the order of groups on FIFO queues")
struct SendLaneGroupTests {
  @Test func `one request of a group is on its way at a time`() throws {
    var bench = try LaneBench("orders.fifo") { $0.size = 2 }
    for id in ["a1", "a2", "a3"] { bench.add(id, group: "a") }
    bench.add("b1", group: "b")

    let batches = bench.batches()
    #expect(batches.ids == [["a1", "a2"], ["b1"]])
    bench.add("a4", group: "a")
    #expect(bench.batches().isEmpty)
    bench.settle(batches[0])
    #expect(bench.batches().ids == [["a3", "a4"]])
  }

  @Test func `a batch holds entries of several groups`() throws {
    var bench = try LaneBench("orders.fifo")
    for group in ["a", "b", "c"] {
      for number in 1...2 { bench.add("\(group)\(number)", group: group, pace: .later) }
    }
    bench.lane.flush(at: bench.now)

    #expect(bench.batches().ids == [["a1", "a2", "b1", "b2", "c1", "c2"]])
  }

  @Test func `the strict option sends one entry of a group a request`() throws {
    var bench = try LaneBench("orders.fifo") { $0.sendsOneOfAGroup = true }
    for id in ["a1", "a2"] { bench.add(id, group: "a", pace: .later) }
    bench.add("b1", group: "b", pace: .later)
    bench.lane.flush(at: bench.now)

    let batches = bench.batches()
    #expect(batches.ids == [["a1", "b1"]])
    bench.settle(batches[0])
    #expect(bench.batches().ids == [["a2"]])
  }

  @Test func `the last of a group is sent again before those that came after it`() throws {
    var bench = try LaneBench("orders.fifo")
    for id in ["a1", "a2"] { bench.add(id, group: "a", pace: .later) }
    bench.lane.flush(at: bench.now)
    let batch = bench.batches()[0]
    bench.add("a3", group: "a")
    bench.settle(batch, ["a2": .throttled])

    #expect(bench.batches().isEmpty)
    bench.advance(by: .seconds(1))
    #expect(bench.batches().ids == [["a2", "a3"]])
  }

  @Test func `an entry that a later one of its group has passed is not sent again`() throws {
    var bench = try LaneBench("orders.fifo")
    for id in ["a1", "a2"] { bench.add(id, group: "a", pace: .later) }
    bench.add("b1", group: "b", pace: .later)
    bench.lane.flush(at: bench.now)

    bench.settle(bench.batches()[0], ["a1": .throttled])

    #expect(bench.accepted == ["a2", "b1"])
    #expect((bench.error(of: "a1") as? TaskError)?.code == .orderBroken)
    #expect(bench.lane.nextInstant == nil)
  }

  @Test func `a whole request that failed is sent again in order`() throws {
    var bench = try LaneBench("orders.fifo")
    for id in ["a1", "a2", "a3"] { bench.add(id, group: "a", pace: .later) }
    bench.lane.flush(at: bench.now)
    bench.settle(
      bench.batches()[0], ["a1": .unreachable, "a2": .unreachable, "a3": .unreachable])
    bench.advance(by: .seconds(1))

    #expect(bench.batches().ids == [["a1", "a2", "a3"]])
  }

  @Test func `a group that rests does not hold up other groups`() throws {
    var bench = try LaneBench("orders.fifo")
    bench.add("a1", group: "a")
    bench.settle(bench.batches()[0], ["a1": .throttled])
    bench.add("a2", group: "a")
    bench.add("b1", group: "b")

    #expect(bench.batches().ids == [["b1"]])
  }

  @Test func `retries end within four minutes of the first try`() throws {
    var bench = try LaneBench("orders.fifo") {
      $0.retry = .constant(.seconds(100), maxAttempts: 50)
    }
    bench.add("a1", group: "a")
    for _ in 0..<2 {
      bench.settle(try #require(bench.batches().first), ["a1": .throttled])
      bench.advance(by: .seconds(100))
    }
    bench.settle(try #require(bench.batches().first), ["a1": .throttled])

    #expect((bench.error(of: "a1") as? TransportError)?.code == .throttled)
  }

  @Test func `a message that skips batching keeps its place in its group`() throws {
    var bench = try LaneBench("orders.fifo")
    bench.add("a1", group: "a")
    let first = bench.batches()[0]
    bench.add("a2", group: "a", pace: .alone)
    bench.add("a3", group: "a")

    #expect(bench.batches().isEmpty)
    bench.settle(first)
    let second = bench.batches()
    #expect(second.ids == [["a2"]])
    bench.settle(second[0])
    #expect(bench.batches().ids == [["a3"]])
  }

  @Test func `a long line keeps its order, and only its first entries wait with the others`() throws
  {
    var bench = try LaneBench("orders.fifo")
    bench.add("a0", group: "a")
    var batch = try #require(bench.batches().first)
    for number in 1...95 { bench.add("a\(number)", group: "a") }
    var sent: [String] = []

    while true {
      sent += [batch].ids[0]
      #expect(bench.lane.waiting.count <= 10)
      bench.settle(batch, sent.count == 31 ? [sent[30]: .throttled] : [:])
      if sent.count == 31 { sent.removeLast() }
      bench.advance(by: .seconds(1))
      guard let next = bench.batches().first else { break }
      batch = next
    }

    #expect(sent == (0...95).map { "a\($0)" })
    #expect(bench.lane.idle.isEmpty)
    #expect(bench.lane.lines.isEmpty)
  }

  @Test func `a line whose waiting entries are taken out goes on with those behind`() throws {
    var bench = try LaneBench("orders.fifo")
    bench.add("a0", group: "a")
    let first = bench.batches()[0]
    for number in 1...20 { bench.add("a\(number)", group: "a") }
    bench.settle(first, isReleased: false)

    _ = bench.lane.remove { Int($0.parcel.id.rawValue.dropFirst()).map { $0 <= 10 } ?? false }
    bench.add("b", group: "a")
    bench.lane.release()

    #expect(bench.batches().ids == [(11...20).map { "a\($0)" }])
  }

  @Test func `a line that was cleared takes what comes later`() throws {
    var bench = try LaneBench("orders.fifo")
    bench.add("a0", group: "a")
    let first = bench.batches()[0]
    for number in 1...20 { bench.add("a\(number)", group: "a") }
    bench.settle(first, isReleased: false)

    #expect(bench.lane.remove { _ in true }.count == 20)
    bench.lane.release()
    bench.add("b", group: "a")

    #expect(bench.batches().ids == [["b"]])
  }
}

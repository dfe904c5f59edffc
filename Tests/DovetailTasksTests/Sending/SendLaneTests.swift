import DovetailTransport
import Testing

@testable import DovetailTasks

@Suite("SendLane: which messages go when")
struct SendLaneTests {
  @Test func `a message that nobody is ahead of goes at once`() throws {
    var bench = try LaneBench()
    bench.add("a")

    #expect(bench.batches().ids == [["a"]])
  }

  @Test func `while a request is on its way, others gather for the next one`() throws {
    var bench = try LaneBench()
    bench.add("a")
    let first = try #require(bench.batches().first)
    for id in ["b", "c", "d"] { bench.add(id) }

    #expect(bench.batches().isEmpty)
    bench.settle(first)
    #expect(bench.batches().ids == [["b", "c", "d"]])
  }

  @Test func `a full batch does not wait for one that is on its way`() throws {
    var bench = try LaneBench()
    bench.add("first")
    _ = bench.batches()
    for number in 0..<11 { bench.add("\(number)") }

    #expect(bench.batches().ids == [(0..<10).map { "\($0)" }])
  }

  @Test func `a lone message waits no longer than 50 ms for a request that is on its way`() throws {
    var bench = try LaneBench()
    bench.add("slow")
    _ = bench.batches()
    bench.add("next")

    #expect(bench.lane.nextInstant == bench.now.advanced(by: .milliseconds(50)))
    bench.advance(by: .milliseconds(49))
    #expect(bench.batches().isEmpty)
    bench.advance(by: .milliseconds(1))
    #expect(bench.batches().ids == [["next"]])
  }

  @Test func `so many requests are on their way at once, and no more`() throws {
    var bench = try LaneBench()
    for number in 0..<200 { bench.add("\(number)") }

    let batches = bench.batches()

    #expect(batches.count == SendLane.maxRequests)
    #expect(bench.batches().isEmpty)
    #expect(bench.lane.nextInstant == nil)
    bench.settle(batches[0])
    #expect(bench.batches().count == 1)
  }

  @Test func `a batch is closed before it passes 1 MiB, and the split is counted`() throws {
    var bench = try LaneBench()
    for id in ["a", "b", "c"] { bench.add(id, bytes: 400_000) }

    #expect(bench.batches().ids == [["a", "b"]])
    #expect(bench.lane.counters.splits == 1)
  }

  @Test func `more bytes than a request takes are not waited with`() throws {
    var bench = try LaneBench()
    bench.add("a", pace: .later, bytes: 600_000)
    #expect(bench.batches().isEmpty)
    bench.add("b", pace: .later, bytes: 600_000)

    #expect(bench.batches().ids == [["a"]])
  }

  @Test func `a linger holds a message back until others have come, or its end`() throws {
    var bench = try LaneBench()
    bench.add("a", pace: .awaited(linger: .milliseconds(200)))

    #expect(bench.batches().isEmpty)
    #expect(bench.lane.nextInstant == bench.now.advanced(by: .milliseconds(200)))
    bench.add("b", pace: .awaited(linger: .milliseconds(200)))
    bench.advance(by: .milliseconds(200))
    #expect(bench.batches().ids == [["a", "b"]])
  }

  @Test func `who is in a hurry takes those that linger along`() throws {
    var bench = try LaneBench()
    bench.add("patient", pace: .later)
    bench.add("hasty")

    #expect(bench.batches().ids == [["patient", "hasty"]])
  }

  @Test func `what is sent later goes when none has come for the idle time-out`() throws {
    var bench = try LaneBench()
    bench.add("a", pace: .later)
    bench.advance(by: .milliseconds(60))
    bench.add("b", pace: .later)
    bench.advance(by: .milliseconds(60))

    #expect(bench.batches().isEmpty)
    bench.advance(by: .milliseconds(40))
    #expect(bench.batches().ids == [["a", "b"]])
  }

  @Test func `what is sent later goes at the end of the interval, however many come`() throws {
    var bench = try LaneBench()
    for number in 0..<7 {
      bench.add("\(number)", pace: .later)
      if number < 6 { bench.advance(by: .milliseconds(90)) }
    }
    #expect(bench.batches().isEmpty)
    bench.advance(by: .milliseconds(99))
    #expect(bench.batches().isEmpty)
    var options = BatchingOptions()
    options.interval = .milliseconds(100)
    options.idleTimeout = .seconds(1)
    var hasty = try LaneBench { $0 = options }
    hasty.add("a", pace: .later)
    hasty.advance(by: .milliseconds(99))
    hasty.add("b", pace: .later)
    hasty.advance(by: .milliseconds(1))
    #expect(hasty.batches().ids == [["a", "b"]])
  }

  @Test func `a message that skips batching goes alone and at once`() throws {
    var bench = try LaneBench()
    bench.add("patient", pace: .later)
    bench.add("alone", pace: .alone)
    bench.add("other", pace: .later)

    #expect(bench.batches().ids == [["patient"], ["alone"]])
  }

  @Test func `a batch size of one sends each by itself`() throws {
    var bench = try LaneBench { $0.size = 1 }
    for id in ["a", "b", "c"] { bench.add(id) }

    #expect(bench.batches().ids == [["a"], ["b"], ["c"]])
  }

  @Test func `a flush lets all that waits go`() throws {
    var bench = try LaneBench()
    bench.add("a", pace: .later)
    bench.add("b", pace: .awaited(linger: .seconds(60)))
    bench.lane.flush(at: bench.now)

    #expect(bench.batches().ids == [["a", "b"]])
  }
}

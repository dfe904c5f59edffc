import Testing

@testable import DovetailAWS

@Suite("Room for calls")
struct CallRoomTests {
  @Test func `so many enter at once, and whoever comes later waits for one to leave`()
    async throws
  {
    let room = CallRoom(2)
    try await room.enter()
    try await room.enter()
    let later = Task { try await room.enter() }  // Ends when one leaves.
    while room.waiting == 0 { await Task.yield() }

    room.leave()
    try await later.value

    #expect(room.free == 0)
    room.leave()
    room.leave()
    #expect(room.free == 2)
  }

  @Test func `who is cancelled while waiting takes no place`() async throws {
    let room = CallRoom(1)
    try await room.enter()
    let later = Task { try await room.enter() }  // Cancelled below.
    while room.waiting == 0 { await Task.yield() }

    later.cancel()

    await #expect(throws: CancellationError.self) { try await later.value }
    room.leave()
    #expect(room.free == 1)
  }

  @Test func `no place is lost, however entering, leaving and cancelling meet`() async {
    let room = CallRoom(3)
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<300 {
        group.addTask {
          let visit = Task {  // Ends by itself, or is cancelled below.
            try await room.enter()
            defer { room.leave() }
            await Task.yield()
          }
          if number.isMultiple(of: 2) { visit.cancel() }
          _ = await visit.result
        }
      }
    }

    #expect(room.free == 3)
    #expect(room.waiting == 0)
  }

  @Test func `calls beyond the room wait unsigned, polls have room of their own`() async throws {
    let gate = Gate()
    let bench = CallBench([.hold(gate, 200), .hold(gate, 200), .answer(200)], room: 1)
    async let first = bench.call()
    while bench.exchange.calls.isEmpty { await Task.yield() }
    async let second = bench.call()
    while bench.caller.room.waiting == 0 { await Task.yield() }

    async let poll = bench.call(isPoll: true)
    while bench.exchange.calls.count < 2 { await Task.yield() }
    #expect(bench.caller.room.waiting == 1)

    gate.open()
    _ = try await (first, second, poll)
    #expect(bench.exchange.calls.count == 3)
    #expect(bench.caller.room.free == 1)
  }
}

import DovetailWire
import ScriptedServer
import Testing

@testable import DovetailAWS

@Suite("Cancelled calls")
struct CancellationTests {
  @Test func `a cancelled call ends, and its connection with it`() async throws {
    try await withServer { _ in
      [.park]
    } _: { server, client in
      // Cancelled below.
      let call = Task { try await client.send("POST", "/", "body", to: server) }
      await server.requests(atLeast: 1)

      call.cancel()

      await #expect(throws: CancellationError.self) { try await call.value }
      await server.waitForClosed(atLeast: 1)
    }
  }

  @Test func `a call of a cancelled task does not begin`() async throws {
    try await withServer { _ in
      [.ok()]
    } _: { server, client in
      let call = Task {  // Ends by itself: it is cancelled before it calls.
        withUnsafeCurrentTask { task in task?.cancel() }
        try await client.send("GET", "/cancelled", to: server)
      }

      await #expect(throws: CancellationError.self) { try await call.value }
      // Whatever was begun before this call has come before it.
      try await client.send("GET", "/after", to: server)
      #expect(server.requests.map(\.target) == ["/after"])
    }
  }

  @Test func `a call is cancelled while it connects`() async throws {
    try await withServer { _ in
      [.ok()]
    } _: { server, client in
      let silent = try SilentPort()
      let call = client.beginCall(at: silent)
      // This one is begun after it, so that it has begun when this one has ended.
      try await client.send(to: server)

      call.cancel()

      await #expect(throws: CancellationError.self) { try await call.value }
    }
  }

  @Test func `the cancellation of one call leaves the others alone`() async throws {
    let gate = try ServerGate()
    try await withServer { _ in
      [.hold(gate), .ok("kept")]
    } _: { server, client in
      async let kept = client.send("GET", "/kept", to: server)
      // Cancelled below.
      let dropped = Task { try await client.send("GET", "/dropped", to: server) }
      await server.requests(atLeast: 2)

      dropped.cancel()
      await #expect(throws: CancellationError.self) { try await dropped.value }
      gate.open()

      let late = try await kept
      #expect(late.text == "kept")
    }
  }

  @Test func `after a thousand cancelled calls the client works as before`() async throws {
    try await withServer { request in
      request.target == "/park" ? [.park] : [.ok()]
    } _: {
      server, client in
      for _ in 0..<20 {
        await withTaskGroup(of: Void.self) { group in
          for _ in 0..<50 {
            // Each ends with the group's cancellation.
            group.addTask { _ = try? await client.send("GET", "/park", to: server) }
          }
          _ = try? await client.send(to: server)
          group.cancelAll()
        }
      }

      let answer = try await client.send(to: server)
      #expect(answer.status == 200)
    }
  }
}

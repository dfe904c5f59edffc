import DovetailWire
import ScriptedServer
import Testing

@testable import DovetailAWS

@Suite("The end of a client")
struct ShutdownTests {
  @Test func `a shutdown ends the calls that go on, and says that they had left`() async throws {
    try await withServer { _ in
      [.park]
    } _: { server, client in
      async let error = client.failure("POST", "/", "body", to: server)
      await server.requests(atLeast: 1)

      await client.shutdown()

      let kind = try await error?.kind
      #expect(kind == .interrupted)
      await server.waitForClosed(atLeast: 1)
    }
  }

  @Test func `a call that had not left yet is told so`() async throws {
    try await withServer { _ in
      [.ok()]
    } _: { server, client in
      let silent = try SilentPort()
      let call = client.beginCall(at: silent)
      // This one is begun after it, so that it has begun when this one has ended.
      try await client.send(to: server)

      await client.shutdown()

      let error = await #expect(throws: HTTPError.self) { try await call.value }
      #expect(error?.kind == .closed)
    }
  }

  @Test func `calls after a shutdown are refused, and a second one does nothing`() async throws {
    try await withServer { _ in
      [.ok()]
    } _: { server, client in
      await client.shutdown()
      await client.shutdown()

      let error = try await client.failure(to: server)
      #expect(error?.kind == .closed)
      #expect(server.connections == 0)
    }
  }

  @Test func `several shutdowns at once all return`() async throws {
    try await withServer { _ in
      [.ok()]
    } _: { server, client in
      try await client.send(to: server)
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<8 { group.addTask { await client.shutdown() } }
      }
      await server.waitForClosed(atLeast: 1)
    }
  }

  @Test func `a client that is let go closes its connections`() async throws {
    let server = try ScriptedServer { _ in [.ok()] }
    defer { server.stop() }
    var client: HTTPClient? = try HTTPClient()
    try await client?.send(to: server)

    client = nil

    await server.waitForClosed(atLeast: 1)
  }
}

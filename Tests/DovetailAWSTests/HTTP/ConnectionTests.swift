import DovetailWire
import ScriptedServer
import Testing

@testable import DovetailAWS

@Suite("Connections", .timeLimit(.minutes(5)))
struct ConnectionTests {
  @Test func `one connection serves calls of all kinds, one after the other`() async throws {
    try await withServer { _ in
      [.ok("abc")]
    } _: { server, client in
      for method in ["GET", "PUT", "HEAD", "POST", "DELETE", "GET"] {
        try await client.send(method, "/", method == "PUT" ? "body" : "", to: server)
      }
      let large = HTTPRequest("PUT", HTTPTarget("/"), body: [UInt8](repeating: 1, count: 1 << 20))
      _ = try await client.answer(to: large, at: server.origin, HTTPCallOptions())
      try await client.send(to: server)

      #expect(server.connections == 1)
      #expect(server.requests.map(\.turn) == Array(1...8))
    }
  }

  @Test(arguments: [403, 404, 500, 503])
  func `an answer of whatever status leaves its connection for the next call`(
    status: Int
  ) async throws {
    try await withServer { _ in
      [.answer(HTTPResponse(status, body: [1]))]
    } _: {
      server, client in
      try await client.send("POST", "/", "1", to: server)
      try await client.send("POST", "/", "2", to: server)

      #expect(server.connections == 1)
    }
  }

  @Test func `a connection that was closed between calls is replaced`() async throws {
    try await withServer { _ in
      [.ok(), .close]
    } _: { server, client in
      try await client.send("POST", "/", "1", to: server)
      await server.waitForClosed(atLeast: 1)
      try await client.send("POST", "/", "2", to: server)

      #expect(server.requests.map(\.text) == ["1", "2"])
    }
  }

  @Test func `a call on a kept connection that dies before it answers is sent again`()
    async throws
  {
    try await withServer { request in
      request.turn == 1 ? [.ok()] : [.close]
    } _: {
      server, client in
      try await client.send("POST", "/", "1", to: server)
      let answer = try await client.send("POST", "/", "2", to: server)

      #expect(answer.status == 200)
      #expect(server.requests.map(\.text) == ["1", "2", "2"])
    }
  }

  @Test func `a large body is sent again from its beginning`() async throws {
    let body = [UInt8].patterned(1 << 20)
    try await withServer { request in
      request.turn == 1 ? [.ok()] : [.close]
    } _: {
      server, client in
      try await client.send(to: server)
      let request = HTTPRequest("PUT", HTTPTarget("/"), body: body)
      _ = try await client.answer(to: request, at: server.origin, HTTPCallOptions())

      #expect(server.requests.dropFirst().map { $0.body == body } == [true, true])
    }
  }

  /// A poll that ran out of time before its request had come would be waited for in vain.
  @Test func `parked polls hold up no other call, however many they are`() async throws {
    let gate = try ServerGate()
    var patient = HTTPCallOptions(timeout: nil)
    patient.connectTimeout = .seconds(60)
    try await withServer { request in
      request.target == "/poll" ? [.hold(gate), .ok("end")] : [.ok("now")]
    } _: { server, client in
      try await withThrowingTaskGroup(of: HTTPResponse.self) { group in
        for _ in 0..<100 {
          group.addTask { [patient] in
            try await client.send("POST", "/poll", to: server, patient)
          }
        }
        await server.requests(atLeast: 100)

        for _ in 0..<10 {
          let answer = try await client.send("POST", "/call", to: server)
          #expect(answer.text == "now")
        }
        #expect(server.connections == 101)
        gate.open()
        for try await answer in group { #expect(answer.text == "end") }
      }
    }
  }

  @Test func `no more connections are kept than was configured`() async throws {
    let gate = try ServerGate()
    var configuration = HTTPClientConfiguration()
    configuration.idleConnections = 2
    try await withServer(nil, configuration) { _ in
      [.hold(gate), .ok()]
    } _: { server, client in
      try await withThrowingTaskGroup(of: HTTPResponse.self) { group in
        for _ in 0..<6 { group.addTask { try await client.send(to: server) } }
        await server.requests(atLeast: 6)
        gate.open()
        try await group.waitForAll()
      }
      await server.waitForClosed(atLeast: 4)

      try await client.send(to: server)
      #expect(server.connections == 6)
    }
  }
}

import DovetailWire
import ScriptedServer
import Testing

@testable import DovetailAWS

@Suite("Calls without an answer")
struct HTTPFaultTests {
  @Test(arguments: [
    [ServerStep.reset], [.close], [.text("HTTP/1.1 200 OK\r\nContent-Len"), .close],
    [.text("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"), .close],
    [.text("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"), .reset],
    [.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), .close],
    [.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), .park],
    [.text("HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\nabc"), .park],
    [.text("I am no HTTP server\r\n"), .close],
  ])
  func `what breaks off, or makes no sense, interrupts a call that has left`(
    steps: [ServerStep]
  ) async throws {
    try await withServer { _ in
      steps
    } _: { server, client in
      let error = try await client.failure("POST", "/", "body", to: server)

      #expect(error?.kind == .interrupted)
      #expect(error?.kind.mayHaveActed == true)
    }
  }

  @Test func `a server that answers never lets the time run out`() async throws {
    try await withServer { _ in
      [.park]
    } _: { server, client in
      // The client's own time is real: 30 ms of it.
      let error = try await client.failure(
        "POST", "/", "body", to: server, HTTPCallOptions(timeout: .milliseconds(30)))

      #expect(error?.kind == .timedOut)
      await server.waitForClosed(atLeast: 1)
    }
  }

  @Test func `a server that answers drop by drop lets the time run out`() async throws {
    let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".utf8)
    try await withServer { _ in
      [.bytes(answer), .drip([UInt8](repeating: 0x61, count: 1000), milliseconds: 5)]
    } _: { server, client in
      // The client's own time is real: 40 ms of it.
      let error = try await client.failure(
        "GET", "/", to: server, HTTPCallOptions(timeout: .milliseconds(40)))

      #expect(error?.kind == .timedOut)
    }
  }

  @Test func `an object that moves too slowly is given up, a poll that rests is not`() async throws
  {
    var slow = HTTPCallOptions(timeout: nil)
    slow.slowest = HTTPCallOptions.Pace(bytesPerSecond: 1000, over: .seconds(1))
    let gate = try ServerGate()
    try await withServer { request in
      request.target == "/object" ? [.park] : [.hold(gate), .ok("late")]
    } _: { server, client in
      async let poll = client.send("POST", "/poll", to: server, HTTPCallOptions(timeout: nil))

      // libcurl counts speed in whole seconds of real time: this takes two.
      let error = try await client.failure("GET", "/object", to: server, slow)
      gate.open()

      #expect(error?.kind == .timedOut)
      let late = try await poll
      #expect(late.text == "late")
    }
  }

  @Test func `an answer that comes late, but in time, comes`() async throws {
    let gate = try ServerGate()
    try await withServer { _ in
      [.hold(gate), .ok("late")]
    } _: { server, client in
      async let answer = client.send(to: server)
      await server.requests(atLeast: 1)
      gate.open()

      let late = try await answer
      #expect(late.text == "late")
    }
  }

  @Test func `where nobody listens nothing leaves`() async throws {
    try await withServer { _ in
      [.ok()]
    } _: { server, client in
      server.stop()
      let origin = HTTPOrigin(.http, "127.0.0.1", port: try SilentPort.closed())

      let error = await #expect(throws: HTTPError.self) {
        try await client.answer(
          to: HTTPRequest("GET", HTTPTarget("/")), at: origin, HTTPCallOptions())
      }

      #expect(error?.kind == .notConnected)
      #expect(error?.kind.mayHaveActed == false)
      #expect(error?.detail.contains("\(origin)") == true)
    }
  }

  @Test func `a name that nobody has leads nowhere`() async throws {
    // Too long a label for any name: no server of names is asked.
    let origin = HTTPOrigin(.http, String(repeating: "x", count: 70) + ".invalid")
    try await withServer { _ in
      [.ok()]
    } _: { _, client in
      let error = await #expect(throws: HTTPError.self) {
        try await client.answer(
          to: HTTPRequest("GET", HTTPTarget("/")), at: origin, HTTPCallOptions())
      }

      #expect(error?.kind == .notConnected)
    }
  }

  @Test(arguments: [true, false])
  func `time that runs out before there is a connection has let nothing leave`(
    ofConnect: Bool
  ) async throws {
    try await withServer { _ in
      [.ok()]
    } _: { _, client in
      let silent = try SilentPort()
      // The client's own time is real: 30 ms of it.
      var options = HTTPCallOptions(timeout: ofConnect ? nil : .milliseconds(30))
      if ofConnect { options.connectTimeout = .milliseconds(30) }

      let call = client.beginCall(at: silent, options)

      let error = await #expect(throws: HTTPError.self) { try await call.value }
      #expect(error?.kind == .notConnected)
    }
  }

  @Test func `more than was said is not taken for the next answer`() async throws {
    let forged = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"
    try await withServer { request in
      request.target == "/first"
        ? [.text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi" + forged)] : [.ok("true")]
    } _: { server, client in
      let first = try await client.send("GET", "/first", to: server)
      let second = try await client.send("GET", "/second", to: server)

      #expect([first.text, second.text] == ["hi", "true"])
    }
  }

  @Test func `what comes between two calls is not taken for the next answer`() async throws {
    let forged = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"
    let gate = try ServerGate()
    try await withServer { request in
      request.target == "/first"
        ? [.ok("hi"), .hold(gate), .text(forged), .close] : [.ok("true")]
    } _: { server, client in
      let first = try await client.send("GET", "/first", to: server)
      gate.open()
      await server.waitForClosed(atLeast: 1)
      let second = try await client.send("GET", "/second", to: server)

      #expect([first.text, second.text] == ["hi", "true"])
    }
  }
}

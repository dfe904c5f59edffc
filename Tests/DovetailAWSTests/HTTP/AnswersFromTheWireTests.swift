import DovetailWire
import ScriptedServer
import Testing

@testable import DovetailAWS

@Suite("Answers from the wire")
struct AnswersFromTheWireTests {
  @Test(arguments: [200, 204, 301, 304, 400, 403, 404, 412, 429, 500, 503])
  func `any status is an answer, and no redirect is followed`(status: Int) async throws {
    let answer = HTTPResponse(status, headers: ["Location": "/elsewhere"])
    try await withServer { _ in
      [.answer(answer)]
    } _: { server, client in
      let answer = try await client.send(to: server)

      #expect(answer.status == status)
      #expect(answer.headers["location"] == "/elsewhere")
      #expect(server.requests.count == 1)
    }
  }

  @Test func `fields come in their order, without the blanks around them`() async throws {
    let head = "HTTP/1.1 200 OK\r\nX-A:  1 \t\r\nx-b:2\r\nX-A: 3\r\nX-Empty:\r\n"
    try await withServer { _ in
      [.text(head + "Content-Length: 2\r\n\r\nhi")]
    } _: {
      server, client in
      let answer = try await client.send(to: server)

      let fields = answer.headers.fields.map { "\($0.name)=\($0.value)" }
      #expect(fields == ["X-A=1", "x-b=2", "X-A=3", "X-Empty=", "Content-Length=2"])
      #expect(answer.text == "hi")
    }
  }

  @Test func `what a server says before its answer is passed over`() async throws {
    let early =
      "HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: 1\r\n\r\n"
    try await withServer { _ in
      [.text(early), .ok("late")]
    } _: { server, client in
      let answer = try await client.send(to: server)

      #expect(answer.status == 200)
      #expect(answer.text == "late")
      #expect(answer.headers["X-Early"] == nil && answer.headers["Link"] == nil)
    }
  }

  @Test func `pieces are put together, and what follows the last is no header`() async throws {
    let answer =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-Late: 1\r\n\r\n"
    try await withServer { _ in
      [.text(answer)]
    } _: { server, client in
      let answer = try await client.send(to: server)

      #expect(answer.text == "abcde")
      #expect(answer.headers["X-Late"] == nil)
    }
  }

  @Test func `an answer without a length ends with its connection`() async throws {
    try await withServer { _ in
      [.text("HTTP/1.0 200 OK\r\n\r\nall"), .close]
    } _: {
      server, client in
      let answer = try await client.send(to: server)
      #expect(answer.text == "all")
    }
  }

  @Test func `a body stays as it was stored`() async throws {
    let stored: [UInt8] = [0x1F, 0x8B, 0, 255, 10]
    let answer = HTTPResponse(200, headers: ["Content-Encoding": "gzip"], body: stored)
    try await withServer { _ in
      [.answer(answer)]
    } _: { server, client in
      let answer = try await client.send(to: server)
      #expect(answer.body == stored)
    }
  }

  @Test func `a large body comes whole`() async throws {
    let stored = [UInt8].patterned(5 << 20)
    try await withServer { _ in
      [.answer(HTTPResponse(200, body: stored))]
    } _: { server, client in
      let answer = try await client.send(to: server)
      #expect(answer.body == stored)
    }
  }

  @Test func `an answer as large as is allowed comes`() async throws {
    var options = HTTPCallOptions()
    options.maxAnswerBytes = 3
    try await withServer { _ in
      [.ok("abc")]
    } _: { server, client in
      let answer = try await client.send("GET", "/", to: server, options)
      #expect(answer.text == "abc")
    }
  }

  @Test(arguments: [
    [ServerStep.ok("abcd")],
    [.text("HTTP/1.1 200 OK\r\nContent-Length: 4000000000000\r\n\r\na"), .park],
    [.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n"), .park],
  ])
  func `one that is larger, or says that it will be, is given up`(
    steps: [ServerStep]
  ) async throws {
    var options = HTTPCallOptions()
    options.maxAnswerBytes = 3
    try await withServer { _ in
      steps
    } _: { server, client in
      let error = try await client.failure("GET", "/", to: server, options)

      #expect(error?.kind == .tooLarge)
      await server.waitForClosed(atLeast: 1)
    }
  }

  @Test func `the promised length of a body that is not sent does not matter`() async throws {
    var options = HTTPCallOptions()
    options.maxAnswerBytes = 3
    try await withServer { _ in
      [.ok("abcd")]
    } _: { server, client in
      let answer = try await client.send("HEAD", "/", to: server, options)

      #expect(answer.headers["Content-Length"] == "4")
    }
  }

  @Test func `a header without an end is given up`() async throws {
    let field = "X-More: \(String(repeating: "x", count: 1000))\r\n"
    let head = "HTTP/1.1 200 OK\r\n" + String(repeating: field, count: 300)
    try await withServer { _ in
      [.text(head), .park]
    } _: { server, client in
      let error = try await client.failure(to: server)

      #expect(error?.kind == .tooLarge || error?.kind == .interrupted)
    }
  }
}

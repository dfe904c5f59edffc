import DovetailWire
import ScriptedServer
import Testing

@testable import DovetailAWS

@Suite("Requests on the wire")
struct RequestsOnTheWireTests {
  @Test(arguments: ["GET", "PUT", "POST", "DELETE", "HEAD"])
  func `a method arrives as it was given`(method: String) async throws {
    try await withServer { _ in
      [.ok("answer")]
    } _: { server, client in
      let answer = try await client.send(method, to: server)

      #expect(answer.status == 200)
      #expect(answer.text == (method == "HEAD" ? "" : "answer"))
      #expect(server.requests.map(\.method) == [method])
    }
  }

  @Test(arguments: [
    "/", "/a//b/../c/./d", "/a%2Fb%2e%2E/%7e~", "/t%C3%A9st?list-type=2&prefix=%2B+a", "/?uploads",
    "/a?b?c=[x]|\"{}^`\\", "/'!()*;:@&=+$,", "/?a=1&a-b=3&=",
  ])
  func `path and query arrive byte by byte`(target: String) async throws {
    try await withServer { _ in
      [.ok()]
    } _: { server, client in
      try await client.send("GET", target, to: server)

      #expect(server.requests.map(\.target) == [target])
    }
  }

  @Test func `the header arrives whole, empty values included`() async throws {
    try await withServer { _ in
      [.ok()]
    } _: { server, client in
      let headers: HTTPHeaders = [
        "Host": "elsewhere.example", "X-Empty": "", "X-Amz-Meta-Task": "a  b", "X-Two": "1",
        "X-Two": "2",
      ]
      let request = HTTPRequest("GET", HTTPTarget("/"), headers: headers)

      _ = try await client.answer(to: request, at: server.origin, HTTPCallOptions())

      let served = try #require(server.requests.first).headers
      #expect(served.values(of: "host") == ["elsewhere.example"])
      #expect(served.values(of: "X-Empty") == [""])
      #expect(served["X-Amz-Meta-Task"] == "a  b")
      #expect(served.values(of: "X-Two") == ["1", "2"])
    }
  }

  @Test(arguments: ["POST", "PUT"])
  func `a body brings its length, and nothing that was not asked for`(
    method: String
  ) async throws {
    try await withServer { _ in
      [.ok()]
    } _: { server, client in
      try await client.send(method, "/", "{\"a\":1}", to: server)

      let served = try #require(server.requests.first)
      #expect(served.text == "{\"a\":1}")
      #expect(served.headers["Content-Length"] == "7")
      for name in ["Content-Type", "Expect", "Transfer-Encoding", "Accept-Encoding"] {
        #expect(served.headers[name] == nil)
      }
    }
  }

  @Test(arguments: ["POST", "PUT"])
  func `an empty body has the length 0`(method: String) async throws {
    try await withServer { _ in
      [.ok()]
    } _: { server, client in
      try await client.send(method, to: server)

      #expect(server.requests.first?.headers["Content-Length"] == "0")
    }
  }

  @Test(arguments: ["GET", "DELETE"])
  func `a request without a body says nothing of one`(method: String) async throws {
    try await withServer { _ in
      [.ok()]
    } _: { server, client in
      try await client.send(method, to: server)

      let headers = try #require(server.requests.first).headers
      #expect(headers["Content-Length"] == nil && headers["Transfer-Encoding"] == nil)
    }
  }

  @Test(arguments: ["POST", "PUT"], [32 << 10, (32 << 10) + 1, 3 << 20])
  func `a body of any size arrives whole, without a pause`(
    method: String, size: Int
  ) async throws {
    try await withServer { _ in
      [.ok()]
    } _: { server, client in
      let body = [UInt8].patterned(size)
      let request = HTTPRequest(
        method, HTTPTarget("/"), headers: ["Content-Type": "binary/octet-stream"], body: body)

      _ = try await client.answer(to: request, at: server.origin, HTTPCallOptions())

      let served = try #require(server.requests.first)
      #expect(served.body == body)
      #expect(served.method == method)
      #expect(served.headers["Content-Length"] == "\(size)")
      #expect(served.headers["Expect"] == nil)
      #expect(served.headers.values(of: "Content-Type") == ["binary/octet-stream"])
    }
  }

  @Test(arguments: [
    HTTPRequest("GET /x HTTP/1.1\r\nX:", HTTPTarget("/")), HTTPRequest("", HTTPTarget("/")),
    HTTPRequest("GET", HTTPTarget("/a b")), HTTPRequest("GET", HTTPTarget("/a\r\nX: 1")),
    HTTPRequest("GET", HTTPTarget("/a#b")), HTTPRequest("GET", HTTPTarget("/é")),
    HTTPRequest("GET", HTTPTarget("/"), headers: ["X Y": "1"]),
    HTTPRequest("GET", HTTPTarget("/"), headers: ["": "1"]),
    HTTPRequest("GET", HTTPTarget("/"), headers: ["X": "1\r\nY: 2"]),
    HTTPRequest("GET", HTTPTarget("/"), headers: ["X": "a\0b"]),
    HTTPRequest("POST", HTTPTarget("/"), headers: ["Transfer-Encoding": "chunked"]),
    HTTPRequest("POST", HTTPTarget("/"), headers: ["content-length": "1"]),
  ])
  func `what cannot stand in a request is refused before it leaves`(
    request: HTTPRequest
  ) async throws {
    try await withServer { _ in
      [.ok()]
    } _: { server, client in
      let error = await #expect(throws: HTTPError.self) {
        try await client.answer(to: request, at: server.origin, HTTPCallOptions())
      }

      #expect(error?.kind == .misconfigured)
      #expect(server.connections == 0)
    }
  }

  @Test(arguments: ["", "a b", "user@host", "host/path", "host?", "häst"])
  func `what is no host is refused`(host: String) async throws {
    try await withServer { _ in
      [.ok()]
    } _: { server, client in
      let origin = HTTPOrigin(.http, host, port: 80)

      let error = await #expect(throws: HTTPError.self) {
        try await client.answer(
          to: HTTPRequest("GET", HTTPTarget("/")), at: origin, HTTPCallOptions())
      }

      #expect(error?.kind == .misconfigured)
    }
  }
}

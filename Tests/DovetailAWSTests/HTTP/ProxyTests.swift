import DovetailWire
import ScriptedServer
import Testing

@testable import DovetailAWS

@Suite("Proxies")
struct ProxyTests {
  /// A host that has no address: what arrives came by the proxy.
  private let far = HTTPOrigin(.http, String(repeating: "x", count: 70) + ".invalid")
  private let request = HTTPRequest("GET", HTTPTarget("/a?b=1"))

  @Test func `plain HTTP goes by the proxy for it`() async throws {
    let proxy = try ScriptedServer { _ in [.ok("by proxy")] }
    defer { proxy.stop() }
    let client = try HTTPClient(.init(proxies: HTTPProxies(http: "\(proxy.origin)")))

    let answer = try await client.answer(to: request, at: far, HTTPCallOptions())

    #expect(answer.text == "by proxy")
    #expect(proxy.requests.map(\.target) == ["\(far)/a?b=1"])
    await client.shutdown()
  }

  @Test(arguments: [407, 403], [HTTPError.Kind.misconfigured])
  func `a proxy that refuses a tunnel is a matter of set-up`(
    status: Int, kind: HTTPError.Kind
  ) async throws {
    #expect(try await tunnelFailure(status) == kind)
  }

  @Test func `a proxy in trouble is like a line that is down: nothing has left`() async throws {
    #expect(try await tunnelFailure(503) == .notConnected)
  }

  @Test func `hosts that are excepted are reached directly`() async throws {
    let proxy = try ScriptedServer { _ in [.ok()] }
    defer { proxy.stop() }
    let proxies = HTTPProxies(http: "\(proxy.origin)", exceptions: "example.com,.invalid")
    let client = try HTTPClient(.init(proxies: proxies))

    let error = await #expect(throws: HTTPError.self) {
      try await client.answer(to: request, at: far, HTTPCallOptions())
    }

    #expect(error?.kind == .notConnected)
    #expect(proxy.requests.isEmpty)
    await client.shutdown()
  }

  @Test func `servers on this machine are reached directly`() async throws {
    let proxy = HTTPProxies(http: "http://127.0.0.1:\(try SilentPort.closed())")
    try await withServer(nil, .init(proxies: proxy)) { _ in
      [.ok("direct")]
    } _: {
      server, client in
      let answer = try await client.send(to: server)
      #expect(answer.text == "direct")
    }
  }

  private func tunnelFailure(_ status: Int) async throws -> HTTPError.Kind? {
    let proxy = try ScriptedServer { _ in [.answer(HTTPResponse(status)), .close] }
    defer { proxy.stop() }
    let client = try HTTPClient(.init(proxies: HTTPProxies(https: "\(proxy.origin)")))
    let origin = HTTPOrigin(.https, "queue.example")

    let error = await #expect(throws: HTTPError.self) {
      try await client.answer(to: request, at: origin, HTTPCallOptions())
    }

    #expect(proxy.requests.map(\.method) == ["CONNECT"])
    await client.shutdown()
    return error?.kind
  }
}

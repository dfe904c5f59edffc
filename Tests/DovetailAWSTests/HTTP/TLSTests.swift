import DovetailWire
import ScriptedServer
import Testing

@testable import DovetailAWS

@Suite("TLS")
struct TLSTests {
  @Test func `a certificate that nobody vouches for is not trusted`() async throws {
    try await withServer(ServerIdentity()) { _ in
      [.ok()]
    } _: { server, client in
      let error = try await client.failure("POST", "/", "secret", to: server)

      #expect(error?.kind == .untrusted)
      #expect(error?.detail.contains("AWS_CA_BUNDLE") == true)
      #expect(server.requests.isEmpty)
    }
  }

  @Test func `one that is named as trusted is, and its connection is kept`() async throws {
    let identity = try ServerIdentity()
    let trusting = HTTPClientConfiguration(trust: .file(identity.certificatePath))
    try await withServer(identity, trusting) { _ in
      [.ok("safe")]
    } _: { server, client in
      let large = HTTPRequest("PUT", HTTPTarget("/"), body: [UInt8](repeating: 7, count: 1 << 20))
      _ = try await client.answer(to: large, at: server.origin, HTTPCallOptions())

      let answer = try await client.send(to: server)
      #expect(answer.text == "safe")
      #expect(server.requests.first?.body.count == 1 << 20)
      #expect(server.connections == 1)
    }
  }

  @Test func `a certificate for another host is not trusted`() async throws {
    let identity = try ServerIdentity()
    let trusting = HTTPClientConfiguration(trust: .file(identity.certificatePath))
    try await withServer(identity, trusting) { _ in
      [.ok()]
    } _: { server, client in
      let origin = HTTPOrigin(.https, "localhost", port: server.origin.port)

      let error = await #expect(throws: HTTPError.self) {
        try await client.answer(
          to: HTTPRequest("GET", HTTPTarget("/")), at: origin, HTTPCallOptions())
      }

      #expect(error?.kind == .untrusted)
    }
  }

  @Test func `where the file of certificates is missing the error says what to do`() async throws {
    let trusting = HTTPClientConfiguration(trust: .file("/nowhere/bundle.pem"))
    try await withServer(ServerIdentity(), trusting) { _ in
      [.ok()]
    } _: { server, client in
      let error = try await client.failure(to: server)

      #expect(error?.kind == .untrusted)
      #expect(error?.detail.contains("ca-certificates") == true)
    }
  }

  @Test func `a server that does not speak TLS is a matter of set-up`() async throws {
    try await withServer { _ in
      [.ok()]
    } _: { server, client in
      let origin = HTTPOrigin(.https, "127.0.0.1", port: server.origin.port)

      let error = await #expect(throws: HTTPError.self) {
        try await client.answer(
          to: HTTPRequest("GET", HTTPTarget("/")), at: origin, HTTPCallOptions())
      }

      #expect(error?.kind == .untrusted)
    }
  }

  @Test func `a connection that breaks off under TLS ends no more than the call`() async throws {
    let identity = try ServerIdentity()
    let trusting = HTTPClientConfiguration(trust: .file(identity.certificatePath))
    try await withServer(identity, trusting) { request in
      request.target == "/broken" ? [.reset] : [.ok()]
    } _: { server, client in
      let error = try await client.failure("GET", "/broken", to: server)
      #expect(error?.kind == .interrupted)
      let answer = try await client.send(to: server)
      #expect(answer.status == 200)
    }
  }
}

import DovetailWire
import ScriptedServer

@testable import DovetailAWS

/// Runs a test with a server and a client for it, and ends both.
func withServer(
  _ identity: ServerIdentity? = nil, _ configuration: HTTPClientConfiguration = .init(),
  _ script: @escaping ScriptedServer.Script,
  _ body: (ScriptedServer, HTTPClient) async throws -> Void
) async throws {
  let server = try ScriptedServer(identity, script)
  defer { server.stop() }
  let client = try HTTPClient(configuration)
  do {
    try await body(server, client)
  } catch {
    await client.shutdown()
    throw error
  }
  await client.shutdown()
}

extension HTTPClient {
  /// Sends a request with a body and no header but `Host`.
  @discardableResult
  func send(
    _ method: String = "GET", _ target: String = "/", _ body: String = "",
    to server: ScriptedServer, _ options: HTTPCallOptions = HTTPCallOptions()
  ) async throws -> HTTPResponse {
    let request = HTTPRequest(
      method, HTTPTarget(target), headers: ["Host": server.origin.hostHeader],
      body: Array(body.utf8))
    return try await answer(to: request, at: server.origin, options)
  }

  /// Begins a call that never gets a connection, and that the test or the client's shutdown ends.
  func beginCall(
    at silent: SilentPort, _ options: HTTPCallOptions = HTTPCallOptions()
  ) -> Task<HTTPResponse, any Error> {
    let origin = HTTPOrigin(.https, "127.0.0.1", port: silent.port)
    let request = HTTPRequest("GET", HTTPTarget("/"))
    return Task { try await answer(to: request, at: origin, options) }
  }

  /// The error that a call fails with; nil when it does not.
  func failure(
    _ method: String = "GET", _ target: String = "/", _ body: String = "",
    to server: ScriptedServer, _ options: HTTPCallOptions = HTTPCallOptions()
  ) async throws -> HTTPError? {
    do {
      try await send(method, target, body, to: server, options)
      return nil
    } catch let error as HTTPError {
      return error
    }
  }
}

extension HTTPResponse {
  var text: String { String(decoding: body, as: UTF8.self) }
}

extension ServedRequest {
  var text: String { String(decoding: body, as: UTF8.self) }
}

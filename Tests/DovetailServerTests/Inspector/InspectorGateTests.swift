import DovetailServer
import DovetailTransport
import DovetailWire
import Testing

@Suite struct InspectorGateTests {
  private let elsewhere = "192.0.2.1"

  @Test func `other machines get nothing without a signature`() async throws {
    let configure: (inout ServerConfiguration) throws -> Void = {
      $0.credentials = [ServerCredentials(accessKeyID: "A", secretAccessKey: "s")]
    }
    try await InspectedServer.with(configure) { server in
      #expect(await server.ask("GET", "health", from: elsewhere).status == 403)
      #expect(await server.ask("GET", "health").status == 200)
    }
  }

  @Test func `other machines get everything from a server that is said to be insecure`()
    async throws
  {
    let configure: (inout ServerConfiguration) throws -> Void = { $0.isInsecure = true }
    try await InspectedServer.with(configure) { server in
      #expect(await server.ask("GET", "health", from: elsewhere).status == 200)
    }
  }
}

import DovetailServer
import Testing

@Suite struct ServerTests {
  @Test func `a port that another server has is told in words`() async throws {
    var configuration = ServerConfiguration()
    configuration.port = 0
    let first = try await Server.start(configuration)
    configuration.port = first.port

    let error = await #expect(throws: ServerError.self) {
      try await Server.start(configuration)
    }

    await first.stop()
    #expect(
      error?.description
        == "Could not listen on 127.0.0.1, port \(first.port): Address already in use. Choose another "
        + "port, or 0 for one that is free.")
  }
}

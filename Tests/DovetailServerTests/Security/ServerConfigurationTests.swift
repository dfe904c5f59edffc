import Testing

@testable import DovetailServer

@Suite struct ServerConfigurationTests {
  @Test(arguments: ["0.0.0.0", "::", "192.168.0.10", "queues.example.test"])
  func `an address that others reach needs credentials`(host: String) throws {
    var configuration = ServerConfiguration()
    configuration.host = host
    #expect(throws: ServerError.self) { try configuration.check() }

    configuration.credentials = [ServerCredentials(accessKeyID: "A", secretAccessKey: "s")]
    try configuration.check()
  }

  @Test func `unless it is to be insecure`() throws {
    var configuration = ServerConfiguration()
    configuration.host = "0.0.0.0"
    configuration.isInsecure = true

    try configuration.check()
  }

  @Test(arguments: ["127.0.0.1", "::1", "localhost"])
  func `this machine's own needs none`(host: String) throws {
    var configuration = ServerConfiguration()
    configuration.host = host

    try configuration.check()
  }

  @Test func `a key without a secret, or of no account, is refused`() {
    var configuration = ServerConfiguration()
    configuration.credentials = [ServerCredentials(accessKeyID: "A", secretAccessKey: "")]
    #expect(throws: ServerError.self) { try configuration.check() }

    configuration.credentials = [
      ServerCredentials(accessKeyID: "A", secretAccessKey: "s", account: "42")
    ]
    #expect(throws: ServerError.self) { try configuration.check() }
  }
}

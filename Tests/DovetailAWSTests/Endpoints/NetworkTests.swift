import DovetailAWS
import Testing

@Suite("Proxies and certificates")
struct NetworkTests {
  private func network(_ variables: [String: String], config: String = "") throws
    -> HTTPClientConfiguration
  {
    let all = variables.merging(["HOME": "/home"]) { given, _ in given }
    let environment = TestEnvironment(all, files: ["/home/.aws/config": config])
    return try AWSSettings(AWSConfiguration(), environment.environment).network
  }

  @Test(arguments: [
    ([:], HTTPProxies()),
    (
      ["HTTPS_PROXY": "http://a:1", "NO_PROXY": "x"],
      HTTPProxies(https: "http://a:1", exceptions: "x")
    ),
    (["https_proxy": "http://b:1", "HTTPS_PROXY": "http://a:1"], HTTPProxies(https: "http://b:1")),
    (["ALL_PROXY": "http://c:1"], HTTPProxies(http: "http://c:1", https: "http://c:1")),
  ])
  func `proxies come from the usual variables, in small letters first`(
    variables: [String: String], proxies: HTTPProxies
  ) throws {
    #expect(try network(variables).proxies == proxies)
  }

  @Test func `certificates come from AWS's variable, the profile, or OpenSSL's variables`() throws {
    let config = "[default]\nca_bundle = /profile.pem\n"
    let others = ["SSL_CERT_FILE": "/openssl.pem", "SSL_CERT_DIR": "/folder"]

    #expect(try network(["AWS_CA_BUNDLE": "/aws.pem"], config: config).trust == .file("/aws.pem"))
    #expect(try network(others, config: config).trust == .file("/profile.pem"))
    #expect(try network(others).trust == .file("/openssl.pem"))
    #expect(try network(["SSL_CERT_DIR": "/folder"]).trust == .folder("/folder"))
    #expect(try network([:]).trust == .system)
  }
}

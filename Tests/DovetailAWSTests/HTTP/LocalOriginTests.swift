import DovetailWire
import Testing

@testable import DovetailAWS

@Suite("Origins without proxies")
struct LocalOriginTests {
  @Test(arguments: [
    "localhost", "s3.localhost", "127.0.0.1", "127.9.9.9", "169.254.169.254", "169.254.170.2",
    "[::1]", "[fe80::1]", "[fd00:ec2::254]",
  ])
  func `hosts of this machine and this link are local`(host: String) {
    #expect(HTTPOrigin(.http, host).isLocal)
  }

  @Test(arguments: [
    "sqs.eu-west-1.amazonaws.com", "10.0.0.1", "169.255.0.1", "127.0.0.1.example.com",
    "localhost.example", "notlocalhost", "[2001:db8::1]", "127.0.0.256", "1.2.3",
  ])
  func `all others are not`(host: String) {
    #expect(!HTTPOrigin(.http, host).isLocal)
  }
}

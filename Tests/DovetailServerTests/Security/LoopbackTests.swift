import DovetailServer
import Testing

@Suite struct LoopbackTests {
  @Test(arguments: ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])
  func `an address of this machine alone is loopback`(address: String) {
    #expect(Loopback.isAddress(address))
  }

  @Test(arguments: ["", "10.0.0.1", "127.0.0.1.example.test", "127.0.0", "127.0.0.256", "::2"])
  func `another address is not`(address: String) {
    #expect(!Loopback.isAddress(address))
  }

  @Test(arguments: ["localhost", "bucket.s3.localhost", "127.0.0.1", "[::1]"])
  func `a host that is never looked up elsewhere is this machine`(host: String) {
    #expect(Loopback.isHost(host))
  }

  @Test(arguments: ["localhost.example.test", "example.test", "notlocalhost", "[]", "["])
  func `a host that can be pointed anywhere is not`(host: String) {
    #expect(!Loopback.isHost(host))
  }
}

import DovetailTransport
import Testing

/// Rows: 9.6/too-large.
@Suite struct S3LimitsTests {
  @Test func `one put may have 5 GiB`() throws {
    try S3Limits.checkPut(bytes: 5_368_709_120)
  }

  @Test func `one put of a byte more is refused`() throws {
    let error = try #require(throws: TransportError.self) {
      try S3Limits.checkPut(bytes: 5_368_709_121)
    }

    #expect(error.code == .entityTooLarge)
    #expect(
      error.detail?.hasPrefix("Your proposed upload exceeds the maximum allowed size") == true)
  }
}

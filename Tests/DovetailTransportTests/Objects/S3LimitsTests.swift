import Testing

@testable import DovetailTransport

@Suite("Limits of S3")
struct S3LimitsTests {
  /// Rows: 9.6/too-large.
  @Test
  func `one put has at most 5 GiB`() throws {
    try S3Limits.checkPut(bytes: 5_368_709_120)

    #expect { try S3Limits.checkPut(bytes: 5_368_709_121) } throws: {
      ($0 as? TransportError)?.code == .entityTooLarge
    }
  }

  @Test(arguments: [(0, 0), (1, 1), (1000, 1000), (1001, 1000), (Int.max, 1000)])
  func `a page has what was asked for, up to 1000`(asked: Int, given: Int) throws {
    #expect(try S3Limits.page(asked, "max-keys") == given)
  }

  @Test
  func `a page of less than nothing is refused`() {
    #expect(throws: TransportError.self) { try S3Limits.page(-1, "max-keys") }
  }
}

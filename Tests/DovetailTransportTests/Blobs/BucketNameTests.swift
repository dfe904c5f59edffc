import DovetailTransport
import Testing

/// Source: S3 user guide, "General purpose bucket naming rules".
///
/// Rows: 9.6/bucket-name-form, 9.6/bucket-name-dots, 9.6/bucket-name-address,
/// 9.6/bucket-name-reserved.
@Suite struct BucketNameTests {
  @Test(arguments: [
    "abc", "a-b", "a.b", "0ab", "my.bucket-1", "1.2.3", "1.2.3.4.5", "300.1.1.1x",
    String(repeating: "x", count: 63), "xn-a", "a--b",
  ])
  func `takes the names that S3 takes`(text: String) throws {
    #expect(try BucketName(text).text == text)
  }

  @Test(arguments: [
    "", "ab", "Abc", "a_b", "a b", "-ab", "ab-", ".ab", "ab.", "a..b", "a/b", "é-b", "192.168.5.4",
    "xn--abc", "sthree-abc", "amzn-s3-demo-abc", "abc-s3alias", "abc--ol-s3", "abc.mrap",
    "abc--x-s3", "abc\n", String(repeating: "x", count: 64),
  ])
  func `refuses other names, and names them`(text: String) throws {
    let error = try #require(throws: TransportError.self) { try BucketName(text) }

    #expect(error.code == .invalidBucketName)
    #expect(error.description.contains("\"\(text)\""))
  }

  @Test func `a place is described as a URL has it`() throws {
    let key = BlobKey(bucket: try BucketName("abc"), key: "a/b c")

    #expect(key.description == "s3://abc/a/b c")
  }
}

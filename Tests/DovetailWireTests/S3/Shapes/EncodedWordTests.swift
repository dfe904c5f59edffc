import DovetailTransport
import DovetailWire
import Testing

/// Source: RFC 2047.
@Suite("Encoded words")
struct EncodedWordTests {
  @Test(arguments: [
    ("=?UTF-8?B?w6k=?=", "é"), ("=?utf-8?q?=C3=A9_x?=", "é x"), ("=?UTF-8?B?x?=", "=?UTF-8?B?x?="),
    ("=?UTF-8?Q?=C3?=", "=?UTF-8?Q?=C3?="), ("=?ISO-8859-1?Q?=E9?=", "=?ISO-8859-1?Q?=E9?="),
    ("=?UTF-8?X?a?=", "=?UTF-8?X?a?="), ("plain", "plain"), ("é", "é"), ("????", "????"), ("", ""),
  ])
  func `metadata that is an encoded word is read as what it stands for`(
    sent: String, read: String
  ) throws {
    let request = try RoundTrip.read("PUT", "/my-bucket/k", ["x-amz-meta-a": sent])

    guard case .putObject(let put) = request else {
      Issue.record("\(request)")
      return
    }
    #expect(put.options.metadata.user == ["a": read])
  }
}

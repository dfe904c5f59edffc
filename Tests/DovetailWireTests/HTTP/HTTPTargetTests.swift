import DovetailWire
import Testing

@Suite("HTTP targets and origins")
struct HTTPTargetTests {
  @Test(arguments: [
    ("/a%20b?c=d?e", "/a%20b", "c=d?e"), ("/a", "/a", nil), ("/?", "/", ""), ("", "/", nil),
  ])
  func `a target is cut at its first question mark`(text: String, path: String, query: String?) {
    let target = HTTPTarget(text)

    #expect(target.path == path)
    #expect(target.query == query)
  }

  @Test func `the host header names a port only if it is not the scheme's own`() {
    #expect(HTTPOrigin(.https, "SQS.example", port: 443).hostHeader == "sqs.example")
    #expect(HTTPOrigin(.http, "localhost", port: 443).hostHeader == "localhost:443")
  }
}

import DovetailTransport
import DovetailWire
import Testing

/// Source: RFC 9110, section 5.6.7.
@Suite("Dates of HTTP")
struct HTTPDateTests {
  private let moment = Timestamp(milliseconds: 784_111_777_000)

  @Test func `a moment is written in one form`() {
    #expect(HTTPDate.text(of: moment) == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(HTTPDate.text(of: moment.advanced(by: .milliseconds(999))) == HTTPDate.text(of: moment))
    for extreme in [Int64.min, .max] {
      #expect(HTTPDate.text(of: Timestamp(milliseconds: extreme)).hasSuffix("GMT"))
    }
  }

  @Test(arguments: [
    "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
    "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 09:49:37 +0100",
    "Sun, 06 Nov 1994 08:49:37 -0000",
    "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 UTC",
  ])
  func `all forms that HTTP knows are read`(text: String) {
    #expect(HTTPDate.parse(text) == moment)
  }

  @Test(arguments: [
    "", "Sun", "Sun, ", "Sun, 06 Nov 1994", "Sun, 31 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37 CET",
    "Sun, 06 Nov 1994 08:49:37 GMT x", "0", "Sun Nov 6 08:49:37", "Sun Nov  6 08:49:37 94",
  ])
  func `another text is no date`(text: String) {
    #expect(HTTPDate.parse(text) == nil)
  }
}

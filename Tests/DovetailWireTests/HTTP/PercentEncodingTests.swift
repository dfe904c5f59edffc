import DovetailWire
import Testing

@Suite("Percent-encoding")
struct PercentEncodingTests {
  @Test func `only unreserved characters stand for themselves`() {
    #expect(PercentEncoding.encode("aZ09-_.~") == "aZ09-_.~")
    #expect(PercentEncoding.encode("/ +!'()*é") == "%2F%20%2B%21%27%28%29%2A%C3%A9")
    #expect(PercentEncoding.encode("a/b", keepingSlashes: true) == "a/b")
  }

  @Test func `bytes come back as they were`() throws {
    let bytes = Array(UInt8.min...UInt8.max)
    var encoded: [UInt8] = []
    PercentEncoding.append(bytes, to: &encoded)

    #expect(PercentEncoding.decode(encoded, plusIsSpace: true) == bytes)
  }

  @Test(arguments: ["%", "a%2", "%G0", "%0g", "%%41"])
  func `a malformed escape is refused`(text: String) {
    #expect(PercentEncoding.decode(text.utf8) == nil)
    #expect(HTTPQuery(parsing: "a=\(text)".utf8) == nil)
  }

  @Test func `a plus is a space in a query alone`() {
    #expect(PercentEncoding.decode("a+b".utf8) == Array("a+b".utf8))
    #expect(HTTPQuery(parsing: "a=b+c".utf8)?["a"] == "b c")
  }

  @Test func `a query has its pairs in their order`() throws {
    let query = try #require(HTTPQuery(parsing: "uploads&a=1&a=%C3%A9=&b=&&=c".utf8))

    #expect(
      query.items == [
        .init("uploads"), .init("a", "1"), .init("a", "é="), .init("b", ""), .init("", "c"),
      ])
    #expect(query["a"] == "1")
    #expect(query["uploads"] == "")
    #expect(query["c"] == nil)
    #expect(query.encoded == "uploads&a=1&a=%C3%A9%3D&b=&=c")
  }

  @Test func `a query that is not UTF-8 is refused`() {
    #expect(HTTPQuery(parsing: "a=%FF".utf8) == nil)
  }
}

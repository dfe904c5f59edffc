import DovetailWire
import Testing

@Suite("HTTP headers")
struct HTTPHeadersTests {
  @Test func `names are compared without case`() {
    let headers: HTTPHeaders = ["Content-Type": "text/xml"]

    #expect(headers["content-type"] == "text/xml")
    #expect(headers["content-length"] == nil)
  }

  @Test func `to set a field replaces all of its name`() {
    var headers: HTTPHeaders = ["a": "1", "A": "2", "b": "3"]

    headers["a"] = "4"

    #expect(headers.values(of: "a") == ["4"])
    #expect(headers["b"] == "3")
  }

  @Test func `an added field stands behind others of its name`() {
    var headers: HTTPHeaders = ["a": "1"]

    headers.add("A", "2")

    #expect(headers.values(of: "a") == ["1", "2"])
  }
}

import DovetailTransport
import Testing

@Suite struct JSONWriterTests {
  @Test func `writes members in the order of the calls, without spaces`() {
    var writer = JSONWriter()

    writer.object { object in
      object.member("z", "text")
      object.member("a") { $0.integer(-7) }
      object.member("n") { $0.null() }
      object.member("b") { $0.bool(true) }
      object.member("d") { $0.double(1.5) }
    }

    #expect(writer.text == #"{"z":"text","a":-7,"n":null,"b":true,"d":1.5}"#)
  }

  @Test func `writes empty objects and arrays`() {
    var writer = JSONWriter()

    writer.array([0, 1]) { writer, index in
      if index == 0 { writer.object { _ in } } else { writer.array([Int]()) { _, _ in } }
    }

    #expect(writer.text == "[{},[]]")
  }

  @Test func `writes objects in arrays in objects`() {
    var writer = JSONWriter()

    writer.object { object in
      object.member("list") { writer in
        writer.array([1, 2]) { writer, number in
          writer.object { $0.member("n") { $0.integer(number) } }
        }
      }
      object.member("after", "x")
    }

    #expect(writer.text == #"{"list":[{"n":1},{"n":2}],"after":"x"}"#)
  }

  @Test(
    arguments: [
      ("", #""""#), ("a", #""a""#), ("\"\\", #""\"\\""#), ("\n\r\t", #""\n\r\t""#),
      ("\u{0}\u{8}\u{1F}", #""\u0000\u0008\u001f""#), ("/\u{7F}", "\"/\u{7F}\""),
      ("é漢😀\u{2028}", "\"é漢😀\u{2028}\""), ("a\"b\"c", #""a\"b\"c""#),
    ])
  func `escapes what JSON demands and nothing else`(text: String, json: String) {
    var writer = JSONWriter()

    writer.string(text)

    #expect(writer.text == json)
  }

  @Test(
    arguments: [
      (0, "0.0"), (-0.0, "-0.0"), (0.1, "0.1"), (1e300, "1e+300"),
      (.nan, "null"), (.infinity, "null"), (-.infinity, "null"),
    ] as [(Double, String)])
  func `writes numbers as JSON can say them`(number: Double, json: String) {
    var writer = JSONWriter()

    writer.double(number)

    #expect(writer.text == json)
  }

  @Test func `writes the ends of the range of whole numbers`() {
    var writer = JSONWriter()

    writer.array([Int64.min, -10, 0, 109, Int64.max]) { $0.integer($1) }
    writer.integer(UInt64.max)

    #expect(
      writer.text == "[-9223372036854775808,-10,0,109,9223372036854775807]18446744073709551615")
  }

  @Test func `puts in bytes that are JSON already`() {
    var writer = JSONWriter()

    writer.object { $0.member("raw") { $0.raw(Array(#"{"a":1}"#.utf8)) } }

    #expect(writer.text == #"{"raw":{"a":1}}"#)
  }

  @Test func `writes what the reader reads back, for every control and many others`() throws {
    let scalars = (0...0x2FF).compactMap { Unicode.Scalar($0) } + ["\u{FFFF}", "\u{10FFFF}"]
    let text = String(String.UnicodeScalarView(scalars))
    var writer = JSONWriter()

    writer.string(text)

    let read = try JSONValue(parsing: writer.bytes).string
    #expect(read.map { Array($0.utf8) } == Array(text.utf8))
  }
}

import DovetailTransport
import Testing

/// Source: RFC 8259, section 7.
@Suite struct JSONEscapesTests {
  @Test(
    arguments: [
      (#"\""#, "\""), (#"\\"#, "\\"), (#"\/"#, "/"), (#"\b"#, "\u{8}"), (#"\f"#, "\u{C}"),
      (#"\n"#, "\n"), (#"\r"#, "\r"), (#"\t"#, "\t"), (#"a\nb"#, "a\nb"), (#"\\n"#, "\\n"),
      (#"\u0041"#, "A"), (#"\u00e9"#, "\u{E9}"), (#"\u00E9"#, "\u{E9}"), (#"\u0000"#, "\u{0}"),
      (#"\uFFFF"#, "\u{FFFF}"), (#"\ud7ff"#, "\u{D7FF}"), (#"\ue000"#, "\u{E000}"),
      (#"\ud83d\ude00"#, "😀"), (#"\uD800\uDC00"#, "\u{10000}"),
      (#"\udbff\udfff"#, "\u{10FFFF}"), (#"x\ud83d\ude00\u0041y"#, "x😀Ay"),
    ])
  func `reads escapes`(escaped: String, text: String) throws {
    let value = try JSONValue(parsing: Array("\"\(escaped)\"".utf8))

    #expect(value.string.map { Array($0.utf8) } == Array(text.utf8))
  }

  @Test(arguments: [
    #"\x"#, #"\0"#, #"\N"#, #"\'"#, #"\u"#, #"\u1"#, #"\u12"#, #"\u123"#, #"\u12g4"#, #"\u+123"#,
    #"\u-123"#, #"\u 123"#, #"\U0041"#, #"\ud83d"#, #"\ud83dx"#, #"\ud83d\n"#, #"\ud83d\u0041"#,
    #"\ud83d\ud83d"#, #"\ude00"#, #"\ude00\ud83d"#, #"\ud83d\u"#, #"\ud83d\ude0"#,
    #"\ud83d\\ude00"#,
  ])
  func `refuses escapes that JSON does not know, and halves of pairs`(escaped: String) {
    let text = Array("\"\(escaped)\"".utf8)

    #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    var reader = JSONReader(text)
    #expect(throws: JSONError.self) { try reader.skip() }
  }

  @Test func `reads escapes in the names of members`() throws {
    let value = try JSONValue(parsing: Array(#"{"\u0061\n":1}"#.utf8))

    #expect(value.members == ["a\n": .number("1")])
  }
}

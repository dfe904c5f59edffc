import DovetailTransport
import Testing

/// Source: RFC 8259.
@Suite struct JSONValueTests {
  @Test(
    arguments: [
      ("null", .null), ("true", .bool(true)), (" false ", .bool(false)),
      ("0", .number("0")), ("-0", .number("-0")), ("12", .number("12")),
      ("-1.50", .number("-1.50")), ("1e5", .number("1e5")), ("1E+05", .number("1E+05")),
      ("2.5e-3", .number("2.5e-3")), ("\"\"", .string("")), ("\"a\u{7F}b\"", .string("a\u{7F}b")),
      ("\"\u{2028}漢👩\"", .string("\u{2028}漢👩")), ("[]", .array([])), ("{}", .object([:])),
      ("[1,[2],{}]", .array([.number("1"), .array([.number("2")]), .object([:])])),
      ("{\"\":{\"a\":null}}", .object(["": .object(["a": .null])])),
      ("\t\r\n [ 1 , 2 ] \n", .array([.number("1"), .number("2")])),
    ] as [(String, JSONValue)])
  func `reads valid texts`(text: String, value: JSONValue) throws {
    #expect(try JSONValue(parsing: Array(text.utf8)) == value)
  }

  @Test(arguments: [
    "", " ", "nul", "nulll", "True", "tru", "truefalse", "undefined", "NaN", "Infinity", "-",
    "+1", "01", "-01", "00", "1.", ".5", "1.e5", "1e", "1e+", "0x10", "1 2", "--1", "1_000",
    "'a'", "\"", "\"a", "\"a\\\"", "\"\\", "\"\t\"", "\"\n\"", "\"\u{0}\"", "\"\u{1F}\"",
    "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1,,2]", "[1}", "[1]]",
    "{", "}", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{a:1}", "{1:1}",
    "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{\"a\":1]", "{\"a\",1}", "{\"a\":1}}", "{'a':1}",
    "\u{FEFF}1", "\u{A0}1", "1\u{0}", "/* */ 1", "// 1", "[1]a",
  ])
  func `refuses invalid texts`(text: String) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8)) }
    var reader = JSONReader(Array(text.utf8))
    #expect(throws: JSONError.self) {
      try reader.skip()
      try reader.end()
    }
  }

  @Test(
    arguments: [
      ("not UTF-8", [0xFF]), ("a byte that goes on without a beginning", [0x80]),
      ("a sequence that ends early", [0xE2, 0x82]), ("an overlong slash", [0xC0, 0xAF]),
      ("a surrogate in UTF-8", [0xED, 0xA0, 0x80]), ("beyond Unicode", [0xF4, 0x90, 0x80, 0x80]),
    ] as [(String, [UInt8])])
  func `refuses strings that are no UTF-8`(what: String, bytes: [UInt8]) {
    for escape in ["", "\\n"] {
      let text = Array("\"\(escape)".utf8) + bytes + Array("\"".utf8)

      #expect(throws: JSONError.self, "\(what)") { try JSONValue(parsing: text) }
      var reader = JSONReader(text)
      #expect(throws: JSONError.self, "\(what)") { try reader.skip() }
    }
  }

  @Test func `takes the last of members with one name`() throws {
    let value = try JSONValue(parsing: Array(#"{"a":1,"b":2,"a":3}"#.utf8))

    #expect(value == .object(["a": .number("3"), "b": .number("2")]))
  }

  @Test func `gives its content by its type, and nil for another`() {
    let values: [JSONValue] = [
      .null, .bool(true), .number("1"), .string("a"), .array([.null]), .object(["a": .null]),
    ]

    #expect(values.map(\.bool) == [nil, true, nil, nil, nil, nil])
    #expect(values.map(\.integer) == [nil, nil, 1, nil, nil, nil])
    #expect(values.map(\.double) == [nil, nil, 1, nil, nil, nil])
    #expect(values.map(\.string) == [nil, nil, nil, "a", nil, nil])
    #expect(values.map(\.elements) == [nil, nil, nil, nil, [.null], nil])
    #expect(values.map(\.members) == [nil, nil, nil, nil, nil, ["a": .null]])
  }

  @Test(
    arguments: [
      ("9223372036854775807", .max), ("-9223372036854775808", .min), ("-0", 0),
      ("9223372036854775808", nil), ("1.0", nil), ("1e2", nil),
    ] as [(String, Int?)])
  func `gives whole numbers that fit`(text: String, integer: Int?) throws {
    #expect(try JSONValue(parsing: Array(text.utf8)).integer == integer)
  }
}

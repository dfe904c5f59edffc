import DovetailTransport
import Testing

@Suite struct JSONReaderTests {
  @Test func `reads an object member by member`() throws {
    var reader = JSONReader(#" { "name" : "a" , "count" : -12 , "skipped" : {"x":[1]} } "#)
    var name = ""
    var count = ""

    try reader.object { (key, reader) throws(JSONError) in
      switch key {
      case "name": name = try reader.string()
      case "count": count = try reader.number()
      default: try reader.skip()
      }
    }
    try reader.end()

    #expect(name == "a")
    #expect(count == "-12")
  }

  @Test func `reads an array element by element`() throws {
    var reader = JSONReader("[true, false, true]")
    var elements: [Bool] = []

    try reader.array { (reader) throws(JSONError) in elements.append(try reader.bool()) }

    #expect(elements == [true, false, true])
  }

  @Test func `reads empty objects and arrays`() throws {
    var reader = JSONReader("[{}, [], { }, [ ]]")
    var count = 0

    try reader.array { (reader) throws(JSONError) in
      count += 1
      if reader.peek() == UInt8(ascii: "{") {
        try reader.object { (_, _) throws(JSONError) in }
      } else {
        try reader.array { (_) throws(JSONError) in }
      }
    }

    #expect(count == 4)
  }

  @Test(arguments: [
    "{\"a\": [1, \"]\", {}]}", "[1,2,{\"b\":null}]", "\"a\\\"b\"", "-1.5e+3", "true", "false",
    "null",
  ])
  func `skips a value and tells where it stands`(value: String) throws {
    var reader = JSONReader(" \(value) , 1")

    let range = try reader.skip()

    #expect(String(decoding: reader.bytes[range], as: UTF8.self) == value)
    #expect(reader.peek() == UInt8(ascii: ","))
  }

  @Test func `tells the first byte of the next value`() {
    var reader = JSONReader(" \t\r\n[")
    var empty = JSONReader("  ")

    #expect(reader.peek() == UInt8(ascii: "["))
    #expect(empty.peek() == nil)
  }

  @Test func `takes null only where it stands`() throws {
    var reader = JSONReader("[null, 1]")
    var nulls: [Bool] = []

    try reader.array { (reader) throws(JSONError) in
      nulls.append(reader.takesNull())
      if nulls.last == false { try reader.skip() }
    }

    #expect(nulls == [true, false])
  }

  @Test func `tells where it did not find what it expected`() {
    var reader = JSONReader("  12")

    let error = #expect(throws: JSONError.self) { try reader.string() }

    #expect(error == JSONError(expected: "a string", offset: 2))
    #expect("\(error, default: "")" == "not the expected JSON: a string at byte 2")
  }

  @Test(arguments: ["1 2", "[] []", "true,"])
  func `throws at the end when something is left`(text: String) throws {
    var reader = JSONReader(text)
    try reader.skip()

    #expect(throws: JSONError.self) { try reader.end() }
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `reads 512 levels and no more`(opening: String) throws {
    let closing = opening == "[" ? "]" : "}"
    func nested(_ levels: Int) -> String {
      String(repeating: opening, count: levels) + "1" + String(repeating: closing, count: levels)
    }

    var deepest = JSONReader(nested(512))
    try deepest.skip()
    _ = try JSONValue(parsing: Array(nested(512).utf8))

    var tooDeep = JSONReader(nested(513))
    #expect(throws: JSONError.self) { try tooDeep.skip() }
    #expect(throws: JSONError.self) { try JSONValue(parsing: Array(nested(513).utf8)) }
  }

  @Test func `counts levels, not brackets`() throws {
    let wide = "[" + Array(repeating: "[[]]", count: 1000).joined(separator: ",") + "]"
    var reader = JSONReader(wide)

    try reader.skip()
    try reader.end()
  }
}

extension JSONReader {
  fileprivate init(_ text: String) {
    self.init(Array(text.utf8))
  }
}

import Testing

@testable import documents

@Suite("Document")
struct DocumentTests {
  @Test func `the heading gives title and year and is no part of the body`() throws {
    let document = try Document(Array("Title: Rima LIII\nYear: 1871\n\nVolverán".utf8))

    #expect(document.title == "Rima LIII")
    #expect(document.year == "1871")
    #expect(document.body == "\nVolverán")
  }

  @Test(arguments: ["No heading.", "Year 1871", "title: small", ""])
  func `a text without a heading is all body`(text: String) throws {
    let document = try Document(Array("\(text)\nTitle: too late".utf8))

    #expect(document.title == nil)
    #expect(document.year == nil)
    #expect(document.body == "\(text)\nTitle: too late")
  }

  @Test func `a heading may be the whole file`() throws {
    let document = try Document(Array("Title: Nothing else".utf8))

    #expect(document.title == "Nothing else")
    #expect(document.body == "")
  }

  @Test func `no bytes are an error`() {
    #expect(throws: DocumentError.empty) { try Document([]) }
  }

  /// "é" of Latin-1 alone and within a word, and an "é" of UTF-8 that is cut off after another.
  private static let faults: [([UInt8], Int)] = [
    ([0xE9], 0),
    ([0x61, 0x62, 0x63, 0xE9, 0x64], 3),
    ([0x6E, 0xC3, 0xA9, 0xC3], 3),
  ]

  @Test(arguments: faults)
  func `bytes that are not UTF-8 are an error that says where`(bytes: [UInt8], offset: Int) {
    #expect(throws: DocumentError.notUTF8(offset: offset)) { try Document(bytes) }
  }
}

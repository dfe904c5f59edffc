import Testing

@testable import documents

@Suite("Fields of a document")
struct FieldTests {
  private static let text = """
    Title: The river
    Year: 2025

    The river is slow. The slow river bends, and bends again! A boat.
    """

  @Test(arguments: [
    (Field.title, "The river"),
    (.year, "2025"),
    (.words, "13"),
    (.readingTime, "0:03"),
    (.longestSentence, "7"),
    (.language, "en"),
    (.terms, "bends, river, slow"),
  ])
  func `a field has its value`(field: Field, value: String) throws {
    let document = try Document(Array(Self.text.utf8))

    #expect(try document.value(of: field) == value)
  }

  @Test(arguments: [Field.title, .year])
  func `a field that the heading does not name is an error`(field: Field) throws {
    let document = try Document(Array("Just a text.".utf8))

    #expect(throws: DocumentError.notInHeading) { try document.value(of: field) }
  }

  @Test func `a year that is no number is an error`() throws {
    let document = try Document(Array("Year: MMXXV\n".utf8))

    #expect(throws: DocumentError.notAYear("MMXXV")) { try document.value(of: .year) }
  }

  @Test func `a long text takes minutes to read`() throws {
    let document = try Document(Array(String(repeating: "word ", count: 2310).utf8))

    #expect(try document.value(of: .readingTime) == "10:02")
  }
}

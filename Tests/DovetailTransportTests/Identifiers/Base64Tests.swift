import Testing

@testable import DovetailTransport

/// Source: RFC 4648, section 10.
@Suite("Base64")
struct Base64Tests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("\u{3FF}~\u{3FF}", "z79+z78="),
  ])
  func `bytes and text are each other's`(bytes: String, text: String) {
    #expect(Base64.encode(Array(bytes.utf8)) == text)
    #expect(Base64.decode(text.utf8) == Array(bytes.utf8))
  }

  @Test(arguments: [
    "Z", "Zg", "Zg=", "Zg===", "=", "====", "Z=g=", "Zg==Zg==", "Zh==", "Zm9=", "Zm9\n", "Zm 9",
    "Zm9-",
  ])
  func `text that is not well-formed is refused`(text: String) {
    #expect(Base64.decode(text.utf8) == nil)
  }
}

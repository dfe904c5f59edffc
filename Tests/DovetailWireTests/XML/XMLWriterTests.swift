import DovetailWire
import Testing

@Suite("Writing of XML")
struct XMLWriterTests {
  @Test func `a document is its declaration and its elements`() {
    let document = XMLWriter.document("A", namespace: "urn:x") { a in
      a.element("B", "1")
      a.element("C") { $0.element("D", "") }
    }

    #expect(
      String(decoding: document, as: UTF8.self) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <A xmlns="urn:x"><B>1</B><C><D></D></C></A>
        """)
  }

  @Test func `what XML would read otherwise is a reference`() {
    var writer = XMLWriter()
    writer.text("<&>\"'\r\n\t\u{1}é\u{1F600}")

    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == "&lt;&amp;&gt;&quot;'&#xD;\n\t&#x1;é\u{1F600}")
  }

  @Test func `every character but NUL comes back`() throws {
    var text = ""
    for value in UInt32(1)...0x2FF { text.unicodeScalars.append(Unicode.Scalar(value) ?? "?") }
    text += "]]>\u{FEFF}\u{10FFFF}\r\n\r"
    let document = XMLWriter.document("A") { $0.text(text) }

    #expect(Array(try XMLTree(parsing: document).text.utf8) == Array(text.utf8))
  }
}

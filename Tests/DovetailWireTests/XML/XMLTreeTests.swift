import DovetailTransport
import DovetailWire
import Testing

@Suite("Reading of XML")
struct XMLTreeTests {
  @Test func `a document is a tree of elements`() throws {
    let tree = try parse(
      """
      \u{FEFF}<?xml version="1.0" encoding='utf-8' standalone="yes"?>
      <!-- before --><?target text?>
      <s:List xmlns:s="urn:x" a = '1' b="&lt;">
        <Item><Key>a &amp; b</Key><Size>1</Size></Item>
        <Item ><Key><![CDATA[<c>&amp;]]] ]]></Key ></Item>
        <Empty/><Empty a="b" />
      </s:List>
      <!-- behind -->

      """)

    #expect(tree.name == "List")
    #expect(tree.text == "")
    #expect(tree.children.map(\.name) == ["Item", "Item", "Empty", "Empty"])
    #expect(tree.children.compactMap { $0.text(of: "Key") } == ["a & b", "<c>&amp;]]] "])
    #expect(tree.first(named: "Size")?.text == "1")
    #expect(tree.child("Size") == nil)
    #expect(tree.first(named: "Other") == nil)
  }

  @Test(arguments: [
    ("&lt;&gt;&amp;&quot;&apos;", "<>&\"'"), ("&#65;&#x41;&#x1F600;&#xd;", "AA\u{1F600}\r"),
    ("a\r\nb\rc\nd", "a\nb\nc\nd"), ("a<!-- - -->b<?p?>c", "abc"), (" \t ", " \t "),
    ("<![CDATA[]]>", ""), ("]]", "]]"),
  ])
  func `characters are read`(written: String, text: String) throws {
    #expect(try parse("<a>\(written)</a>").text == text)
  }

  @Test(arguments: [
    "", " ", "x", "<", "<a", "<a>", "<a></a", "<a></b>", "<a></a><b/>", "<a/>x", "<a><b></a></b>",
    "<a b></a>", "<a b=c/>", "<a b=\"c/>", "<a b=\"<\"/>", "<ab=\"c\"/>", "< a/>", "<1/>", "<a/ >",
    "<a:/>", "<:/>", "<a:1/>",
    "<a b='1'c='2'/>", "<a>&</a>", "<a>&b;</a>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#;</a>",
    "<a>&#x110000;</a>", "<a>&#+65;</a>", "<a>&#99999999999;</a>", "<a>&amp</a>", "<a>\u{1}</a>",
    "<a><!-- </a>", "<a><![CDATA[</a>", "<a><?x</a>", "<a><!x></a>", "<!x><a/>", "<?xml", "</a>",
    "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>",
  ])
  func `what is malformed is refused`(text: String) {
    #expect(throws: XMLError.self) { try parse(text) }
  }

  @Test(arguments: [
    "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
    "<?xml version=\"1.0\"?><!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
  ])
  func `a document type is refused, and with it every entity`(text: String) {
    #expect(throws: XMLError.self) { try parse(text) }
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    #expect(throws: XMLError.self) {
      try XMLTree(parsing: Array("<a>".utf8) + [0xFF] + "</a>".utf8)
    }
    #expect(throws: XMLError.self) {
      try XMLTree(parsing: Array("<a/>".utf16).flatMap { [UInt8($0), 0] })
    }
  }

  @Test func `depth and number of elements are limited`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    var limits = XMLLimits()
    limits.elements = 3

    #expect(throws: Never.self) { try parse(nested(32)) }
    #expect(throws: XMLError.self) { try parse(nested(33)) }
    #expect(throws: XMLError.self) { try parse(nested(1_000_000)) }
    #expect(throws: Never.self) { try XMLTree(parsing: Array("<a><b/><b/></a>".utf8), limits) }
    #expect(throws: XMLError.self) {
      try XMLTree(parsing: Array("<a><b/><b/><b/></a>".utf8), limits)
    }
  }

  /// Seed 8.
  @Test func `no damage to a document makes its reading trap`() {
    let document = Array(
      "<?xml version='1.0'?><a b='c'><!-- d --><e>&lt;&#x41;</e><![CDATA[f]]><?g?>é</a>".utf8)
    var random = RandomSource.seeded(8)
    for _ in 0..<4000 {
      _ = try? XMLTree(parsing: Mutation.of(document, with: &random))
    }
  }

  private func parse(_ text: String) throws -> XMLTree {
    try XMLTree(parsing: Array(text.utf8))
  }
}

import Testing

@testable import documents

@Suite("Table")
struct TableTests {
  @Test func `columns are as wide as their widest text, and lines end without blanks`() {
    let table = Table(
      columns: [
        Table.Column(heading: "name"), Table.Column(heading: "n", alignment: .trailing),
        Table.Column(heading: "note"),
      ],
      rows: [["a", "10", ""], ["abcdef", "9", "x"]])

    #expect(
      table.description == """
        name     n  note
        ──────  ──  ────
        a       10
        abcdef   9  x
        """)
  }

  @Test func `a table without rows has its heading`() {
    let table = Table(columns: [Table.Column(heading: "name")], rows: [])

    #expect(table.description == "name\n────")
  }

  @Test(arguments: [
    ("short", 5, "short"),
    ("longer", 5, "long…"),
    ("雨の駅", 6, "雨の駅"),
    ("雨の駅", 5, "雨の…"),
    ("雨の駅", 4, "雨…"),
  ])
  func `a text that is too wide is cut`(text: String, width: Int, cut: String) {
    #expect(text.truncated(to: width) == cut)
    #expect(cut.displayWidth <= width)
  }
}

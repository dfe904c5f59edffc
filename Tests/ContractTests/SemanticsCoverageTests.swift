import Testing

@Suite("Rows of semantics")
struct SemanticsCoverageTests {
  private let listed: [String]
  private let differences: Differences

  init() throws {
    listed = try SemanticsRows.listed()
    differences = Differences(try SemanticsRows.text(at: "docs/differences-from-aws.md"))
  }

  @Test func `each has an id of its own`() {
    let groups = Dictionary(grouping: listed, by: \.self)

    #expect(groups.filter { $0.value.count > 1 }.keys.sorted() == [])
    #expect(listed.filter { !Differences.isRow($0[...]) } == [])
  }

  @Test func `each is shown, or its absence has a reason`() {
    let excused = Set(differences.bullets.flatMap(\.rows))
    let covered = SemanticsRows.claimed.union(SemanticsRows.shownByTests.keys).union(excused)

    #expect(listed.filter { !covered.contains($0) } == [])
  }

  @Test func `each that is named is in the list`() {
    let listed = Set(listed)
    let named = SemanticsRows.claimed.union(SemanticsRows.shownByTests.keys)
      .union(differences.bullets.flatMap(\.rows))

    #expect(named.subtracting(listed).sorted() == [])
  }

  @Test func `none that is shown is said not to be there yet`() {
    let shown = SemanticsRows.claimed.union(SemanticsRows.shownByTests.keys)
    let forLater = differences.bullets.filter(\.isForLater).flatMap(\.rows)

    #expect(forLater.filter { shown.contains($0) } == [])
  }

  @Test func `none is excused twice`() {
    let groups = Dictionary(grouping: differences.bullets.flatMap(\.rows), by: \.self)

    #expect(groups.filter { $0.value.count > 1 }.keys.sorted() == [])
  }

  @Test func `none is excused without a reason`() {
    let bare = differences.bullets.filter {
      !$0.isForLater && $0.reason.split(separator: " ").count < 5
    }

    #expect(bare.flatMap(\.rows) == [])
  }

  @Test(arguments: SemanticsRows.shownByTests.sorted { $0.key < $1.key })
  func `each that a test shows is named there`(_ row: String, _ path: String) throws {
    #expect(try SemanticsRows.text(at: path).contains(row), "\(path) does not name \(row).")
  }
}

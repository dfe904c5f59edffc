import Testing

@testable import DovetailSQLite

@Suite("Where a database is")
struct PathTests {
  @Test(
    arguments: [
      (SQLiteDouble.Location.memory, ":memory:"), (.file("/a/b.db"), "/a/b.db"),
      (.file("b.db"), "./b.db"), (.file(":memory:"), "./:memory:"), (.file(""), "./"),
      (.file("file:b.db?mode=memory"), "./file:b.db?mode=memory"),
    ])
  func `a path is a path, whatever SQLite makes of such a name`(
    location: SQLiteDouble.Location, path: String
  ) {
    let opener = DatabaseOpener(location: location, configuration: SQLiteConfiguration())

    #expect(opener.path == path)
  }
}

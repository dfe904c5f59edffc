import Foundation
import Testing

@testable import DovetailSQLite

@Suite("What a connection sees of others")
struct ConnectionChangesTests {
  private let folder: TemporaryFolder
  private let connection: Connection
  private let other: RawDatabase

  init() throws {
    folder = try TemporaryFolder()
    let path = folder.file("a.db")
    connection = try Connection(path: path)
    try connection.execute(script: "PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER)")
    other = try RawDatabase(path)
  }

  @Test
  func `another's commit moves the version, one's own does not`() throws {
    let before = try connection.dataVersion()

    try connection.execute(script: "INSERT INTO t VALUES (1)")
    #expect(try connection.dataVersion() == before)
    try other.run("INSERT INTO t VALUES (2)")

    #expect(try connection.dataVersion() != before)
  }

  @Test
  func `another's transaction is seen, and its commit is in the version once it is over`() throws {
    let before = try connection.look()
    try other.run("BEGIN IMMEDIATE; INSERT INTO t VALUES (1)")

    let meanwhile = try connection.look()
    try other.run("COMMIT")
    let after = try connection.look()

    #expect([before, meanwhile, after].map(\.isBeingWritten) == [false, true, false])
    #expect(meanwhile.version == before.version)
    #expect(after.version != before.version)
  }

  @Test
  func `a look leaves no transaction open, and the patience for locks as it was`() throws {
    connection.setBusyTimeout(milliseconds: 7)

    _ = try connection.look()

    #expect(connection.isAutocommit)
    #expect(connection.busyMilliseconds == 7)
    try other.run("INSERT INTO t VALUES (1)")
  }

  @Test
  func `the log's path is the file's own, whatever leads to it`() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link.db"), withDestinationPath: folder.file("a.db"))

    #expect(connection.logPath == folder.file("a.db-wal"))
    #expect(try Connection(path: folder.file("link.db")).logPath == folder.file("a.db-wal"))
    #expect(try Connection(path: ":memory:").logPath.isEmpty)
  }
}

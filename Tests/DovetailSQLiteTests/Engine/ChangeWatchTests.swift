import Dispatch
import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("The watch on what others write")
struct ChangeWatchTests {
  private let folder: TemporaryFolder
  private let connection: Connection
  private let other: RawDatabase
  private let now = Timestamp(milliseconds: 1_000)

  init() throws {
    folder = try TemporaryFolder()
    let path = folder.file("a.db")
    connection = try Connection(path: path)
    try connection.execute(script: "PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER)")
    other = try RawDatabase(path)
  }

  private func listen(_ watch: inout ChangeWatch, hears: Bool = true) -> Timestamp? {
    watch.listen(connection, at: now) {
      hears ? FileWatch(on: DispatchQueue(label: "test")) {} : nil
    }
    return watch.nextLook
  }

  @Test
  func `what the connection writes itself is no change`() throws {
    var watch = ChangeWatch()
    #expect(try watch.hasChanged(connection, at: now))

    try connection.execute(script: "INSERT INTO t VALUES (1)")

    #expect(try !watch.hasChanged(connection, at: now))
  }

  @Test
  func `a transaction that found nothing of others spares a look, until the lane rests`() throws {
    var watch = ChangeWatch()
    #expect(watch.hasReasonToLook)

    watch.noteTransaction(othersWrote: false)
    #expect(!watch.hasReasonToLook)

    watch.stopListening()
    #expect(watch.hasReasonToLook)
  }

  @Test
  func `what a transaction found of others is looked at, also after rest`() throws {
    var watch = ChangeWatch()
    _ = try watch.hasChanged(connection, at: now)
    watch.rest(from: .milliseconds(5), at: now)
    watch.noteTransaction(othersWrote: true)
    watch.noteTransaction(othersWrote: false)

    _ = try watch.hasChanged(connection, at: now)
    #expect(watch.hasReasonToLook)

    _ = try watch.hasChanged(connection, at: now.advanced(by: .milliseconds(20)))
    #expect(!watch.hasReasonToLook)
  }

  @Test
  func `a look that failed is made again, whatever a transaction has found`() throws {
    var watch = ChangeWatch()
    _ = try watch.hasChanged(connection, at: now)

    watch.forget()
    watch.noteTransaction(othersWrote: false)

    #expect(watch.hasReasonToLook)
  }

  #if os(Linux)
    @Test
    func `while nobody writes it does not look again`() throws {
      var watch = ChangeWatch()
      _ = try watch.hasChanged(connection, at: now)

      #expect(listen(&watch) == nil)
    }

    @Test
    func `what was written before it listened is looked at now`() throws {
      var watch = ChangeWatch()
      _ = try watch.hasChanged(connection, at: now)
      try other.run("INSERT INTO t VALUES (1)")

      #expect(listen(&watch) == now)
      #expect(try watch.hasChanged(connection, at: now))
    }

    @Test
    func `while another commits it looks each millisecond, at length less often`()
      throws
    {
      var watch = ChangeWatch()
      _ = try watch.hasChanged(connection, at: now)
      try other.run("BEGIN IMMEDIATE")

      let looks = (0..<60).map { _ in listen(&watch) }
      try other.run("ROLLBACK")

      #expect(looks.first == now.advanced(by: .milliseconds(1)))
      #expect(looks.last == now.advanced(by: .milliseconds(20)))
      #expect(listen(&watch) == nil)
    }

    @Test
    func `after a look that took long it rests four times as long`() throws {
      var watch = ChangeWatch()
      _ = try watch.hasChanged(connection, at: now)
      watch.rest(from: .milliseconds(5), at: now)
      try other.run("INSERT INTO t VALUES (1)")

      let rested = now.advanced(by: .milliseconds(20))
      #expect(try !watch.hasChanged(connection, at: now))
      #expect(listen(&watch) == rested)
      #expect(try watch.hasChanged(connection, at: rested))
    }

    @Test
    func `after a look that failed it looks again a second later`() throws {
      var watch = ChangeWatch()
      watch.forget()

      #expect(listen(&watch) == now.advanced(by: .seconds(1)))
    }
  #endif

  @Test
  func `where nothing can be heard it looks every 20 ms, until told to stop`() throws {
    var watch = ChangeWatch()
    _ = try watch.hasChanged(connection, at: now)

    #expect(listen(&watch, hears: false) == now.advanced(by: .milliseconds(20)))
    watch.stopListening()

    #expect(watch.nextLook == nil)
  }
}

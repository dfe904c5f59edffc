internal import DovetailTransport

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A copy of a database, as of one instant, in a file of its own that was not there before.
///
/// At its path it is there whole, or not at all: it is written beside it, and brought to the disk first.
/// Source: sqlite.org/lang_vacuum.html, "VACUUM with an INTO clause".
struct Snapshot {
  /// Where it is to be.
  let path: String

  private var part: String { path + ".part" }

  /// Copies the database; `time` is noted if the copy knows of none.
  ///
  /// No transaction may be open on the connection. Throws ``SQLiteError``, or ``TransportError`` with code
  /// `storageUnusable` when there is something at the path already.
  func write(_ connection: Connection, time: ClockTable.Record? = nil) throws {
    try claimPath()
    do {
      unlink(part)  // What a crash may have left.
      // What a database in memory does without, and a file cannot be given later.
      try connection.execute(script: "PRAGMA auto_vacuum = INCREMENTAL")
      try connection.run("VACUUM INTO ?1", part)
      if let time { try ClockTable(connection: Connection(path: part)).insert(time) }
      try bringToDisk(part)
      guard rename(part, path) == 0 else { throw failure("give the snapshot its name") }
      try bringToDisk(folder)
    } catch {
      unlink(part)
      unlink(path)
      throw error
    }
  }

  /// Puts an empty file there, unless there is something.
  private func claimPath() throws {
    let file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o644)
    guard file < 0 else {
      close(file)
      return
    }
    guard errno == EEXIST else { throw failure("make the file") }
    throw TransportError(
      .storageUnusable, attempt: "",
      detail: "There is a file \(path) already, and a snapshot replaces none. Name another one.")
  }

  private func bringToDisk(_ path: String) throws {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure("open the file") }
    defer { close(file) }
    guard fsync(file) == 0 else { throw failure("bring the file to the disk") }
  }

  private var folder: String {
    let folder = path.dropLast(path.reversed().prefix { $0 != "/" }.count)
    return folder.isEmpty ? "." : String(folder)
  }

  private func failure(_ act: String) -> TransportError {
    let code: TransportError.Code = errno == ENOSPC ? .storageFull : .storageUnusable
    return TransportError(
      code, attempt: "",
      detail: "The system could not \(act) (\(String(cString: strerror(errno)))). Check that the "
        + "folder of \(path) exists, may be written and has room.")
  }
}

// A database in memory has the one connection.
extension LaneCore {
  /// Copies the database, with the lane's time, between two transactions.
  func write(_ snapshot: Snapshot) throws {
    try open()
    guard let connection else { return }
    let time = ClockTable.Record(
      kind: clock.kind.rawValue, latest: clock.now(), lead: clock.lead)
    try snapshot.write(connection, time: time)
  }
}

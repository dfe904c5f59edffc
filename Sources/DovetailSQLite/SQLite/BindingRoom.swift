internal import CSQLite

/// Where the bytes stand that are bound to the statements of a connection, until the last of those that run
/// has ended.
///
/// SQLite's own copies are memory that it gets and gives back for each value of each statement, which costs
/// more than the copying.
final class BindingRoom {
  private static let size = 8192

  private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
  private var used = 0
  /// How many statements run: one may run while another is read.
  private var running = 0

  /// Bytes to be bound, and what tells SQLite whether to copy them.
  struct Copy {
    let bytes: UnsafeRawBufferPointer
    let destructor: sqlite3_destructor_type?
  }

  deinit {
    memory.deallocate()
  }

  /// A statement's values are about to be bound.
  func enter() {
    running += 1
  }

  /// A statement has no values any more.
  func leave() {
    running -= 1
    if running == 0 { used = 0 }
  }

  /// A copy that lasts while the statement runs; or, without room for it, the bytes themselves, for SQLite to
  /// copy.
  func copy(_ bytes: UnsafeRawBufferPointer) -> Copy {
    guard bytes.count < memory.count - used else {
      return Copy(bytes: bytes, destructor: dovetail_sqlite_transient())
    }
    let place = UnsafeMutableRawBufferPointer(rebasing: memory[used..<used + bytes.count])
    place.copyMemory(from: bytes)
    used += bytes.count
    // Nil is SQLITE_STATIC. Source: sqlite.org/c3ref/c_static.html.
    return Copy(bytes: UnsafeRawBufferPointer(place), destructor: nil)
  }
}

internal import CSQLite
internal import DovetailTransport

/// Turns what went wrong below into the errors of the seam, once, at the engine's edge.
enum EngineError {
  /// The error that a caller sees.
  static func translate(_ error: any Error, _ attempt: String) -> any Error {
    switch error {
    case let error as TransportError: error.attempting(attempt)
    case let error as SQLiteError: translate(error, attempt)
    case let error as SchemaError:
      TransportError(.storageUnusable, attempt: attempt, detail: error.description, cause: error)
    default: error
    }
  }

  /// What a SQLite error means when it is known that nothing was changed.
  static func translate(_ error: SQLiteError, _ attempt: String) -> TransportError {
    let (code, detail): (TransportError.Code, String) =
      switch error.primaryCode {
      case SQLITE_FULL:
        (
          .storageFull,
          "The disk is full, or the database has reached its maximum size. Make room and try again."
        )
      case SQLITE_NOMEM: (.storageFull, "SQLite ran out of memory.")
      case SQLITE_BUSY, SQLITE_LOCKED:
        (.storageBusy, "Another process holds the database for too long. Try again.")
      case SQLITE_TOOBIG: (.entityTooLarge, "The value is larger than SQLite stores.")
      case SQLITE_NOTADB:
        (.storageUnusable, "The file is not a SQLite database. Name another file.")
      case SQLITE_CORRUPT:
        (.storageUnusable, "The database is damaged: \(error.message). Restore it from a copy.")
      case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY:
        (
          .storageUnusable,
          "The database cannot be opened for writing (\(error.message)). Check that its folder "
            + "exists and that it and its folder may be written."
        )
      case SQLITE_IOERR: (.outcomeUnknown, "Reading or writing failed: \(error.message).")
      default: (.storageUnusable, error.description)
      }
    return TransportError(code, attempt: attempt, detail: detail, cause: error)
  }

  /// The transaction may have become durable or not, and nobody can tell.
  static func unknown(_ error: SQLiteError, _ attempt: String) -> TransportError {
    TransportError(
      .outcomeUnknown, attempt: attempt,
      detail: "The commit failed (\(error.message)); it may have happened or not.", cause: error)
  }

  static func closed(_ attempt: String) -> TransportError {
    TransportError(.closed, attempt: attempt, detail: "The database has been closed.")
  }

  static func unanswered(_ attempt: String) -> TransportError {
    TransportError(.outcomeUnknown, attempt: attempt, detail: "The operation gave no answer.")
  }
}

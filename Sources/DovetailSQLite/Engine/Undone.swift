/// Why a transaction of the lane was undone as a whole.
enum Undone: Error {
  /// It never began: nothing has happened.
  case notBegun(any Error)
  /// One operation failed after it had written.
  case dirty
  /// No room was left, so SQLite ended it: nothing has happened.
  case outOfSpace(SQLiteError)
  /// Nobody can tell whether it has happened.
  case inDoubt(SQLiteError)

  /// What a caller is told whose operation was undone with it.
  static func reason(_ error: any Error, _ attempt: String) -> any Error {
    switch error {
    case Undone.notBegun(let error): EngineError.translate(error, attempt)
    case Undone.outOfSpace(let error): EngineError.translate(error, attempt)
    case Undone.inDoubt(let error): EngineError.unknown(error, attempt)
    default: EngineError.translate(error, attempt)
    }
  }
}

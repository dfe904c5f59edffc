internal import CSQLite
internal import DovetailTransport

/// A value that can be bound to a parameter of a statement.
protocol Bindable {
  /// Binds itself at `index`, from 1, and returns SQLite's result code.
  ///
  /// Bytes are copied into `room`, so that SQLite need not get memory for a copy of its own.
  func bind(to statement: OpaquePointer, at index: Int32, in room: BindingRoom) -> Int32
}

extension Int64: Bindable {
  func bind(to statement: OpaquePointer, at index: Int32, in room: BindingRoom) -> Int32 {
    sqlite3_bind_int64(statement, index, self)
  }
}

extension Int: Bindable {
  func bind(to statement: OpaquePointer, at index: Int32, in room: BindingRoom) -> Int32 {
    sqlite3_bind_int64(statement, index, Int64(self))
  }
}

extension Bool: Bindable {
  func bind(to statement: OpaquePointer, at index: Int32, in room: BindingRoom) -> Int32 {
    sqlite3_bind_int64(statement, index, self ? 1 : 0)
  }
}

extension Timestamp: Bindable {
  func bind(to statement: OpaquePointer, at index: Int32, in room: BindingRoom) -> Int32 {
    sqlite3_bind_int64(statement, index, milliseconds)
  }
}

extension String: Bindable {
  func bind(to statement: OpaquePointer, at index: Int32, in room: BindingRoom) -> Int32 {
    var text = self
    return text.withUTF8 { bytes in
      let copy = room.copy(UnsafeRawBufferPointer(bytes))
      return copy.bytes.withMemoryRebound(to: CChar.self) { characters in
        sqlite3_bind_text64(
          statement, index, characters.baseAddress, UInt64(characters.count), copy.destructor,
          UInt8(SQLITE_UTF8))
      }
    }
  }
}

extension [UInt8]: Bindable {
  func bind(to statement: OpaquePointer, at index: Int32, in room: BindingRoom) -> Int32 {
    guard !isEmpty else { return sqlite3_bind_zeroblob(statement, index, 0) }
    return withUnsafeBytes { bytes in
      let copy = room.copy(bytes)
      return sqlite3_bind_blob64(
        statement, index, copy.bytes.baseAddress, UInt64(copy.bytes.count), copy.destructor)
    }
  }
}

extension UniqueID: Bindable {
  func bind(to statement: OpaquePointer, at index: Int32, in room: BindingRoom) -> Int32 {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { bytes in
      let copy = room.copy(bytes)
      return sqlite3_bind_blob64(
        statement, index, copy.bytes.baseAddress, UInt64(copy.bytes.count), copy.destructor)
    }
  }
}

extension Optional: Bindable where Wrapped: Bindable {
  func bind(to statement: OpaquePointer, at index: Int32, in room: BindingRoom) -> Int32 {
    guard let self else { return sqlite3_bind_null(statement, index) }
    return self.bind(to: statement, at: index, in: room)
  }
}

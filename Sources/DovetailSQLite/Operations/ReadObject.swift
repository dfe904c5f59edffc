internal import DovetailTransport

/// GetObject and HeadObject: what is asked of an object, if the conditions hold.
struct ReadObject {
  private let key: BlobKey
  private let options: ReadObjectOptions

  init(_ key: BlobKey, _ options: ReadObjectOptions) throws(TransportError) {
    try BlobKey.check(key.key)
    try options.check()
    self.key = key
    self.options = options
  }

  func head(in transaction: Transaction) throws -> ReadOutcome<ObjectPart> {
    let object = try find(in: transaction)
    return try judge(object, in: transaction)
  }

  func get(in transaction: Transaction) throws -> ReadOutcome<ObjectContent> {
    let object = try find(in: transaction)
    return try judge(object, in: transaction).map { part in
      let offsets = part.offsets ?? 0..<object.info.blob.size
      return ObjectContent(bytes: try transaction.bytes(of: object, offsets), part: part)
    }
  }

  /// Finds the bytes, and reads the first of them.
  func open(in transaction: Transaction) throws -> ReadOutcome<OpenedObject> {
    let object = try find(in: transaction)
    return try judge(object, in: transaction).map { part in
      let offsets = part.offsets ?? 0..<object.info.blob.size
      guard offsets.count > OpenedObject.pieceBytes, !object.isInline else {
        return OpenedObject(
          part: part, first: try transaction.bytes(of: object, offsets), rest: ByteMap())
      }
      let map = try transaction.map(of: object, offsets)
      guard let first = try transaction.read(map[0..<OpenedObject.pieceBytes]) else {
        throw SQLiteError.malformed(column: 0, "chunk.bytes")
      }
      return OpenedObject(
        part: part, first: first, rest: map[OpenedObject.pieceBytes..<map.size])
    }
  }

  private func find(in transaction: Transaction) throws -> ObjectRecord {
    guard let object = try transaction.place(key).object else { throw TransportError.missing(key) }
    return object
  }

  private func judge(
    _ object: ObjectRecord, in transaction: Transaction
  ) throws -> ReadOutcome<ObjectPart> {
    let info = object.info
    if let failure = options.conditions.failure(for: info.blob, at: transaction.now) {
      return failure.meansNotModified ? .notModified(info) : .preconditionFailed(failure)
    }
    if let number = options.partNumber {
      guard let offsets = try offsets(of: number, in: object, transaction) else {
        return .unsatisfiable(info)
      }
      return .found(ObjectPart(info: info, offsets: offsets))
    }
    guard let range = options.range else { return .found(ObjectPart(info: info)) }
    guard let offsets = range.offsets(in: info.blob.size) else { return .unsatisfiable(info) }
    return .found(ObjectPart(info: info, offsets: offsets))
  }

  /// An object that was put at once is its own first part.
  private func offsets(
    of number: Int, in object: ObjectRecord, _ transaction: Transaction
  ) throws -> Range<Int>? {
    guard object.info.partCount == nil else {
      return try transaction.parts.offsets(of: number, in: object.id)
    }
    return number == 1 ? 0..<object.info.blob.size : nil
  }
}

/// An object that is to be read piece by piece.
struct OpenedObject: Sendable {
  /// The most bytes of a piece.
  static let pieceBytes = 4 * ChunkTable.size

  var part: ObjectPart
  var first: [UInt8]
  /// Where the bytes behind the first are.
  var rest: ByteMap
}

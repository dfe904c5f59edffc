internal import DovetailTransport

/// The bytes of an object that is to be stored.
enum NewBytes {
  case inline([UInt8])
  case mapped(ByteMap)
}

// Objects whole: what replaces them, and what goes with them.
extension Transaction {
  /// Stores an object in place of the one at `place`.
  ///
  /// What goes is dropped last: the new object may be made of the same contents.
  func put(
    _ bytes: NewBytes, at key: String, in place: ObjectPlace, _ info: ObjectInfo
  ) throws {
    let old = try oldParts(place)
    switch bytes {
    case .inline(let bytes): try objects.put(bytes, at: key, in: place.bucket, info)
    case .mapped(let map):
      let id = try putRow(at: key, in: place, info)
      try insert(map, in: try parts.insertOnly(info, of: id))
    }
    try drop(old)
  }

  /// Stores an object of the parts of an upload, given with their offsets.
  func put(
    parts moved: [(id: Int64, start: Int)], of upload: UploadID, at key: String,
    in place: ObjectPlace, _ info: ObjectInfo
  ) throws {
    let old = try oldParts(place)
    let id = try putRow(at: key, in: place, info)
    try objects.setUpload(upload, of: id)
    for part in moved { try parts.move(part.id, to: id, start: part.start) }
    try drop(old)
  }

  /// Removes an object, if there is one, and tells the uploads of its key.
  func delete(_ key: String, in bucket: Int64) throws {
    guard let object = try objects.delete(key, in: bucket) else { return }
    if !object.isInline { try drop(try parts.ids(ofObject: object.id)) }
    try uploads.noteDelete(of: key, in: bucket)
  }

  /// Throws unless a put may happen: `preconditionFailed` or `blobDoesNotExist`.
  func check(_ condition: PutCondition, _ key: BlobKey, _ place: ObjectPlace) throws {
    switch condition {
    case .always: break
    case .ifAbsent:
      guard place.object == nil else { throw TransportError.failedPrecondition }
    case .ifUnchanged(let etag):
      guard let object = place.object else { throw TransportError.missing(key) }
      guard etag.matches(object.info.blob.etag) else { throw TransportError.failedPrecondition }
    }
  }

  private func oldParts(_ place: ObjectPlace) throws -> [Int64] {
    guard let object = place.object, !object.isInline else { return [] }
    return try parts.ids(ofObject: object.id)
  }

  /// Writes the row of an object whose bytes are in parts, and returns its id.
  private func putRow(
    at key: String, in place: ObjectPlace, _ info: ObjectInfo
  ) throws -> Int64 {
    try objects.put(nil, at: key, in: place.bucket, info)
    return place.object?.id ?? connection.lastInsertedRow
  }
}

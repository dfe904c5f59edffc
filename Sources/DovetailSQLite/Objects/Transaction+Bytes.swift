internal import DovetailTransport

// The bytes of objects: in the row when they are few, in chunks else.
extension Transaction {
  /// The most bytes that stand in an object's own row.
  static let largestInline = ChunkTable.size

  /// Stores bytes as a new content.
  func store(_ bytes: [UInt8]) throws -> ByteMap {
    var map = ByteMap()
    guard !bytes.isEmpty else { return map }
    let content = try chunks.insertContent(at: now)
    try insertChunks(bytes, in: content, after: 0)
    map.append(Slice(content: content, start: 0, size: bytes.count))
    return map
  }

  /// Cuts bytes into chunks, and adds them behind the first `count`.
  func insertChunks(_ bytes: [UInt8], in content: Int64, after count: Int) throws {
    for (number, start) in stride(from: 0, to: bytes.count, by: ChunkTable.size).enumerated() {
      let end = min(start + ChunkTable.size, bytes.count)
      try chunks.insert(Array(bytes[start..<end]), in: content, number: count + number)
    }
  }

  /// The bytes of a map; nil when some are gone, because what had them was removed meanwhile.
  func read(_ map: ByteMap) throws -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(map.size)
    for slice in map.slices {
      let end = slice.start + slice.size
      let numbers = slice.start / ChunkTable.size...(end - 1) / ChunkTable.size
      try chunks.read(numbers, of: slice.content) { number, chunk in
        let start = number * ChunkTable.size
        let wanted = max(slice.start - start, 0)..<min(end - start, chunk.count)
        bytes.append(contentsOf: chunk[wanted])
      }
    }
    return bytes.count == map.size ? bytes : nil
  }

  /// Where the bytes of an object are that is not inline.
  func map(of object: ObjectRecord, _ offsets: Range<Int>) throws -> ByteMap {
    var map = ByteMap()
    guard !offsets.isEmpty else { return map }
    var first: Int?
    for (start, slice) in try slices.covering(offsets, of: object.id) {
      first = first ?? start
      map.append(slice)
    }
    guard let first else { return map }
    return map[offsets.lowerBound - first..<offsets.upperBound - first]
  }

  /// A part of an object's bytes; costs no more than its size and two chunks.
  func bytes(of object: ObjectRecord, _ offsets: Range<Int>) throws -> [UInt8] {
    guard !offsets.isEmpty else { return [] }  // Of none, substr makes NULL.
    if object.isInline {
      return try objects.bytes(of: object.id, from: offsets.lowerBound, count: offsets.count)
    }
    guard let bytes = try read(try map(of: object, offsets)) else {
      throw SQLiteError.malformed(column: 0, "chunk.bytes")
    }
    return bytes
  }

  /// Adds a part's slices.
  func insert(_ map: ByteMap, in part: Int64) throws {
    var start = 0
    for slice in map.slices {
      try slices.insert(slice, at: start, in: part)
      start += slice.size
    }
  }

  /// Removes parts, and the contents that nothing refers to any more.
  func drop(_ ids: [Int64]) throws {
    var contents: Set<Int64> = []
    for id in ids {
      contents.formUnion(try slices.delete(of: id))
      try parts.delete(id)
    }
    for content in contents { try chunks.deleteUnused(content) }
  }
}

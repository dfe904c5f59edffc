internal import DovetailTransport

/// Bytes that are to be an object, or a part.
enum GivenBytes: Sendable {
  case held([UInt8])
  /// The first ones are in the database already.
  case staged(StagedBytes)

  var count: Int {
    switch self {
    case .held(let bytes): bytes.count
    case .staged(let staged): staged.count
    }
  }
}

/// Bytes of which all but the last are in a loose content.
struct StagedBytes: Sendable {
  var content: Int64
  /// How many chunks are there.
  var chunks: Int
  /// What comes behind them.
  var rest: [UInt8]

  var count: Int { chunks * ChunkTable.size + rest.count }
}

extension Transaction {
  /// For how long a loose content is kept to which nothing comes: who sent the bytes has crashed, or
  /// the process has that took them.
  private static let patience = Duration.seconds(86_400)
  /// How many chunks are removed in one transaction.
  private static let removedAtOnce = 64

  /// Stores whole chunks in a loose content; nil: in a new one, which is returned.
  func stage(_ bytes: [UInt8], in content: Int64?, after chunks: Int) throws -> Int64 {
    let content = try content ?? beginLoose()
    guard try looseContents.touch(content, at: now) else { throw TransportError.clearedAway }
    try insertChunks(bytes, in: content, after: chunks)
    return content
  }

  /// Stores bytes for something that refers to them from now on.
  func store(_ bytes: GivenBytes) throws -> ByteMap {
    switch bytes {
    case .held(let bytes): return try store(bytes)
    case .staged(let staged):
      guard try looseContents.delete(staged.content) else { throw TransportError.clearedAway }
      try insertChunks(staged.rest, in: staged.content, after: staged.chunks)
      var map = ByteMap()
      map.append(Slice(content: staged.content, start: 0, size: staged.count))
      return map
    }
  }

  /// Removes some of a content if it is loose; says whether there is more of it.
  ///
  /// It is not any more when a put was in doubt that has stored it after all.
  func removeSome(ofLoose content: Int64) throws -> Bool {
    guard try looseContents.contains(content) else { return false }
    let isMore = try chunks.deleteSome(of: content, limit: Self.removedAtOnce)
    if !isMore { _ = try looseContents.delete(content) }
    return isMore
  }

  /// Makes a loose content, and takes the occasion to remove some of one that was forgotten.
  private func beginLoose() throws -> Int64 {
    if let stale = try looseContents.stale(before: now.advanced(by: .zero - Self.patience)) {
      _ = try removeSome(ofLoose: stale)
    }
    let content = try chunks.insertContent(at: now)
    try looseContents.insert(content, at: now)
    return content
  }
}

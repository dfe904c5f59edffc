import DovetailCrypto
package import DovetailTransport

/// Takes the framing of aws-chunked off a body that comes in slices of any size.
///
/// Bytes are handed on before the signature of their chunk and the checksum are known to be right: nothing
/// may be done with them until ``finish()`` has returned.
package struct AWSChunkedReader {
  private enum State {
    /// In a chunk's first line.
    case size
    /// So many bytes of the chunk are still to come.
    case data(Int)
    /// In the line end behind a chunk's bytes.
    case dataEnd
    /// In a line of the trailer.
    case trailer
    case finished
  }

  private let form: AWSChunkedForm
  private var signatures: ChunkSignatures?
  private var checksum: RunningChecksum?
  private var digest: RunningDigest?
  private var state = State.size
  private var line: [UInt8] = []
  private var chunk = ChunkHead()
  private var trailer = ChunkedTrailer()
  private var count = 0

  /// Longest first line of a chunk, and longest line of a trailer, in bytes.
  private static let longestLine = 1024

  /// `signature` nil: signatures are not checked.
  package init(_ form: AWSChunkedForm, _ signature: VerifiedSignature?) throws(S3Error) {
    self.form = form
    switch form.payload {
    case .signedChunks, .signedChunksAndTrailer:
      signatures = signature.map(ChunkSignatures.init)
    case .digest, .unsigned, .unsignedChunks: signatures = nil
    }
    if let algorithm = form.checksum {
      checksum = try S3Error.computing { () throws(CryptoError) in
        try RunningChecksum(algorithm)
      }
    }
  }

  /// Takes the next bytes of the request, and hands those of the body on.
  ///
  /// Throws `incompleteBody` as soon as there are more than were announced, and an error of S3's for
  /// framing that is malformed and for a chunk whose signature is wrong.
  package mutating func read(
    _ slice: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer) throws(S3Error) -> Void
  ) throws(S3Error) {
    var place = 0
    while place < slice.count {
      switch state {
      case .data(let rest):
        let end = min(slice.count, place + rest)
        let bytes = UnsafeRawBufferPointer(rebasing: slice[place..<end])
        try update(bytes)
        try take(bytes)
        state = rest == end - place ? .dataEnd : .data(rest - (end - place))
        place = end
      case .size, .dataEnd, .trailer:
        try append(slice[place])
        place += 1
      case .finished:
        throw Self.malformed("there is more behind its end")
      }
    }
  }

  /// Call when the request has ended: the checksum that came with the body, and is that of its bytes.
  ///
  /// Throws `incompleteBody` when bytes are missing, `badDigest`, or `malformedTrailer`.
  package mutating func finish() throws(S3Error) -> Checksum? {
    switch state {
    case .size, .data, .dataEnd: throw S3Error(.incompleteBody)
    // Some clients leave the empty line out. What stands in a line without an end is not taken.
    case .trailer:
      guard line.isEmpty || line == [UInt8(ascii: "\r")] else { throw S3Error(.malformedTrailer) }
      try endTrailer()
    case .finished: break
    }
    guard count == form.length else { throw S3Error(.incompleteBody) }
    guard let checksum else { return nil }
    guard let value = trailer.fields[checksum.algorithm.header] else {
      throw S3Error(.malformedTrailer)
    }
    let sent = Checksum(checksum.algorithm, value)
    let computed = try S3Error.computing { () throws(CryptoError) in try checksum.finish() }
    try S3Error.checking { () throws(TransportError) in
      try sent.check()
      try Checksum(checksum.algorithm, Base64.encode(computed)).verify(sent)
    }
    return sent
  }

  private mutating func update(_ bytes: UnsafeRawBufferPointer) throws(S3Error) {
    count += bytes.count
    do throws(CryptoError) {
      try digest?.update(bytes)
      try checksum?.update(bytes)
    } catch {
      throw S3Error(error)
    }
  }

  /// Takes a byte that is not the body's.
  private mutating func append(_ byte: UInt8) throws(S3Error) {
    guard byte == UInt8(ascii: "\n") else {
      guard line.count < Self.longestLine else { throw Self.malformed("a line is too long") }
      line.append(byte)
      return
    }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    defer { line.removeAll(keepingCapacity: true) }
    switch state {
    case .size: try begin()
    case .dataEnd:
      guard line.isEmpty else { throw Self.malformed("a chunk is longer than it says") }
      try endChunk()
      state = .size
    case .trailer:
      if line.isEmpty {
        try endTrailer()
      } else {
        try trailer.append(line)
      }
    case .data, .finished: break
    }
  }

  /// Begins the chunk whose first line has been read.
  private mutating func begin() throws(S3Error) {
    guard let head = ChunkHead(line) else { throw Self.malformed("a chunk has no size") }
    guard head.size <= form.length - count else { throw S3Error(.incompleteBody) }
    chunk = head
    if signatures != nil {
      digest = try S3Error.computing { () throws(CryptoError) in try RunningDigest.sha256() }
    }
    state = .data(head.size)
    guard head.size == 0 else { return }
    try endChunk()
    state = .trailer
  }

  private mutating func endChunk() throws(S3Error) {
    guard let digest else { return }
    self.digest = nil
    do throws(SigningFault) {
      let value = try SigningFault.translating { () throws(CryptoError) in try digest.finish() }
      try signatures?.check(chunk: value, chunk.signature)
    } catch {
      throw error.s3Error
    }
  }

  private mutating func endTrailer() throws(S3Error) {
    state = .finished
    guard form.payload == .signedChunksAndTrailer, signatures != nil else { return }
    do throws(SigningFault) {
      let value = try SigningFault.translating { () throws(CryptoError) in
        try SHA256.digest(of: trailer.signed)
      }
      try signatures?.check(trailer: value, trailer.signature)
    } catch {
      throw error.s3Error
    }
  }

  private static func malformed(_ reason: String) -> S3Error {
    S3Error(.invalidRequest, "The aws-chunked body is malformed: \(reason).")
  }
}

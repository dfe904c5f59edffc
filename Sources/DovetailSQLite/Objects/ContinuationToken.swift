internal import DovetailCrypto
internal import DovetailTransport

/// The continuation token of a list: where the next page begins, and a check that it is ours.
///
/// Base64 of the check and the text, so that no one takes it for a key.
struct ContinuationToken {
  /// What is listed: a token of one list is refused by another.
  let list: String

  /// The token of a page that begins at `start`.
  func encode(_ start: String) -> String {
    Base64.encode(check(start) + Array(start.utf8))
  }

  /// Where the page begins; throws `invalidArgument` for a token that was not issued for this list.
  func decode(_ token: String) throws(TransportError) -> String {
    if let bytes = Base64.decode(token.utf8), bytes.count >= Self.checkSize {
      let start = String(decoding: bytes.dropFirst(Self.checkSize), as: UTF8.self)
      if Array(bytes.prefix(Self.checkSize)) == check(start) { return start }
    }
    throw .invalid(.invalidArgument, "The continuation token provided is incorrect")
  }

  private static let checkSize = 8

  private func check(_ start: String) -> [UInt8] {
    CRC.crc64NVME.bytes(of: CRC.crc64NVME.check(of: Array("\(list)\0\(start)".utf8)))
  }
}

import Foundation

/// The head of an answer, read byte by byte: the processor time that a client takes, a server on the same
/// machine does not get.
struct WireHead {
  let isOK: Bool
  /// How many bytes the head takes, up to the body.
  let size: Int
  let bodySize: Int

  private static let ok = Array("HTTP/1.1 200".utf8)
  private static let length = Array("content-length:".utf8)

  /// Nil when not all of it has come, or it does not say how long the body is.
  init?(_ bytes: UnsafeRawBufferPointer) {
    var bodySize: Int?
    var rest = bytes[...]
    while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = rest[..<newline].dropLast()
      rest = rest[(newline + 1)...]
      if line.isEmpty {
        guard let bodySize else { return nil }
        (isOK, size, self.bodySize) = (bytes.starts(with: Self.ok), rest.startIndex, bodySize)
        return
      }
      bodySize = bodySize ?? Self.bodySize(line)
    }
    return nil
  }

  private static func bodySize(_ line: Slice<UnsafeRawBufferPointer>) -> Int? {
    guard line.count > length.count,
      zip(line, length).allSatisfy({ $0 == $1 || $0 | 0x20 == $1 })
    else { return nil }
    return line.dropFirst(length.count).drop { $0 == UInt8(ascii: " ") }
      .prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      .reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }
}

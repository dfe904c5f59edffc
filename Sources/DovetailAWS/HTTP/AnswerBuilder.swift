internal import DovetailWire

/// Puts an answer together from the lines of header and the bytes that come.
struct AnswerBuilder {
  private(set) var headers = HTTPHeaders()
  private(set) var body: [UInt8] = []
  /// Whether more came than is allowed.
  private(set) var isTooLarge = false
  private let maxBytes: Int
  private var headerBytes = 0
  /// Whether the empty line behind the header has come; libcurl does not mind when it has not.
  private(set) var isHeadWhole = false

  /// More than any server of AWS sends.
  private static let maxHeaderBytes = 256 << 10
  /// For more than this no room is made before it comes: a server may lie about a length.
  private static let maxReserve = 64 << 20

  init(maxBytes: Int) {
    self.maxBytes = max(0, maxBytes)
  }

  /// Takes one line with its end; false when it is too much.
  ///
  /// A line with a status begins anew: what came before was a proxy's, or said to go on. What comes
  /// after the whole head and no status is a trailer, which no answer of AWS needs.
  mutating func take(headerLine line: UnsafeRawBufferPointer) -> Bool {
    headerBytes += line.count
    isTooLarge = headerBytes > Self.maxHeaderBytes
    let text = line.drop(while: Self.isBlank)
    if line.starts(with: "HTTP/".utf8) {
      headers = HTTPHeaders()
      isHeadWhole = false
    } else if text.isEmpty {
      isHeadWhole = true
    } else if !isHeadWhole, let colon = line.firstIndex(of: UInt8(ascii: ":")) {
      headers.add(Self.text(line[..<colon]), Self.text(line[(colon + 1)...]))
    }
    return !isTooLarge
  }

  /// Takes bytes of the body; false when they are too many, or the server says that they will be.
  mutating func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let promised = headers["Content-Length"].flatMap { Int($0) } ?? 0
    isTooLarge = isTooLarge || max(promised, body.count + bytes.count) > maxBytes
    guard !isTooLarge else { return false }
    if body.isEmpty { body.reserveCapacity(min(promised, Self.maxReserve)) }
    body.append(contentsOf: bytes)
    return true
  }

  /// The bytes without the blanks around them.
  private static func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    let start = bytes.drop(while: isBlank)
    let end = start.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start.startIndex
    return String(decoding: start[..<end], as: UTF8.self)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
  }
}

internal import DovetailWire
internal import NIOCore
internal import NIOHTTP1

/// Writes what stands before the body of an answer.
struct ResponseHead {
  let status: Int
  let headers: DovetailWire.HTTPHeaders
  /// Bytes of the body; nil: it is sent in chunks, or to HTTP/1.0 up to the end of the connection.
  let bodyLength: Int?
  let keepsAlive: Bool
  let isOld: Bool
  let date: String

  /// Whether the body is sent in chunks.
  var isChunked: Bool { bodyLength == nil && !isOld }

  /// An answer of these has no body, and says nothing of its length.
  ///
  /// Source: RFC 9110, sections 8.6 and 15.4.5.
  private var isWithoutLength: Bool { status == 204 || status == 304 || status < 200 }

  /// About how many bytes it takes.
  static let usualSize = 320

  /// Writes it in one piece: each write to a buffer costs more than most fields have bytes.
  func write(to buffer: inout ByteBuffer) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.usualSize)
    if status == 200 {
      bytes += "HTTP/1.1 200 OK\r\n".utf8
    } else {
      let reason = HTTPResponseStatus(statusCode: status).reasonPhrase
      bytes += "HTTP/1.1 \(status) \(reason)\r\n".utf8
    }
    var hasLength = isWithoutLength
    var hasDate = false
    for field in headers.fields {
      hasLength = hasLength || DovetailWire.HTTPHeaders.isSame(field.name, "content-length".utf8)
      hasDate = hasDate || DovetailWire.HTTPHeaders.isSame(field.name, "date".utf8)
      Self.append(field.name, field.value, to: &bytes)
    }
    if !hasDate { Self.append("Date", date, to: &bytes) }
    if let bodyLength {
      if !hasLength { Self.append("Content-Length", String(bodyLength), to: &bytes) }
    } else if isChunked {
      bytes += "Transfer-Encoding: chunked\r\n".utf8
    }
    if !keepsAlive {
      bytes += "Connection: close\r\n".utf8
    } else if isOld {
      bytes += "Connection: keep-alive\r\n".utf8
    }
    bytes += "\r\n".utf8
    buffer.writeBytes(bytes)
  }

  /// Appends a field; what would end its line becomes a space, for values may come from clients.
  private static func append(_ name: String, _ value: String, to bytes: inout [UInt8]) {
    bytes += name.utf8
    bytes += ": ".utf8
    let start = bytes.count
    bytes += value.utf8
    for place in start..<bytes.count {
      let byte = bytes[place]
      if byte < 0x20 && byte != 0x09 || byte == 0x7F { bytes[place] = UInt8(ascii: " ") }
    }
    bytes += "\r\n".utf8
  }
}

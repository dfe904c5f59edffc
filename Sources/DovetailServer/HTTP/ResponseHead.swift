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

  func write(to buffer: inout ByteBuffer) {
    if status == 200 {
      buffer.writeStaticString("HTTP/1.1 200 OK\r\n")
    } else {
      let reason = HTTPResponseStatus(statusCode: status).reasonPhrase
      buffer.writeString("HTTP/1.1 \(status) \(reason)\r\n")
    }
    var hasLength = isWithoutLength
    var hasDate = false
    for field in headers.fields {
      hasLength = hasLength || DovetailWire.HTTPHeaders.isSame(field.name, "content-length".utf8)
      hasDate = hasDate || DovetailWire.HTTPHeaders.isSame(field.name, "date".utf8)
      Self.write(field.name, field.value, to: &buffer)
    }
    if !hasDate { Self.write("Date", date, to: &buffer) }
    if let bodyLength {
      if !hasLength { Self.write("Content-Length", String(bodyLength), to: &buffer) }
    } else if isChunked {
      buffer.writeStaticString("Transfer-Encoding: chunked\r\n")
    }
    if !keepsAlive {
      buffer.writeStaticString("Connection: close\r\n")
    } else if isOld {
      buffer.writeStaticString("Connection: keep-alive\r\n")
    }
    buffer.writeStaticString("\r\n")
  }

  /// Writes a field; what would end its line becomes a space, for values may come from clients.
  private static func write(_ name: String, _ value: String, to buffer: inout ByteBuffer) {
    buffer.writeString(name)
    buffer.writeStaticString(": ")
    if value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) {
      buffer.writeBytes(value.utf8.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: " ") : $0 })
    } else {
      buffer.writeString(value)
    }
    buffer.writeStaticString("\r\n")
  }
}

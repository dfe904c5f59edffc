internal import DovetailWire

extension HTTPRequest {
  /// Throws `misconfigured` for what cannot stand in a request, or would let one text become two lines.
  ///
  /// Source: RFC 9110, sections 5.1, 5.5 and 9.1; RFC 9112, section 3.
  func check() throws(HTTPError) {
    guard !method.isEmpty, method.utf8.allSatisfy(Self.isTokenByte) else {
      throw HTTPError(.misconfigured, "\"\(method)\" is not a method of HTTP.")
    }
    let target = target.description
    guard target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }) else {
      throw HTTPError(
        .misconfigured,
        "The request's path and query must be percent-encoded: visible ASCII without \"#\".")
    }
    for field in headers.fields { try Self.check(field) }
  }

  private static func check(_ field: HTTPHeaders.Field) throws(HTTPError) {
    guard !field.name.isEmpty, field.name.utf8.allSatisfy(isTokenByte) else {
      throw HTTPError(.misconfigured, "\"\(field.name)\" is not a name of a header field.")
    }
    guard !framing.contains(field.name.lowercased()) else {
      throw HTTPError(.misconfigured, "The client itself sets the header \(field.name).")
    }
    guard field.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
      throw HTTPError(
        .misconfigured, "The value of the header \(field.name) has a control character.")
    }
  }

  /// What says where a request ends is not the caller's.
  private static let framing: Set = ["content-length", "transfer-encoding", "connection", "expect"]

  private static let tokenMarks = Set("!#$%&'*+-.^_`|~".utf8)

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: tokenMarks.contains(byte)
    }
  }
}

extension HTTPOrigin {
  /// Throws `misconfigured` for a host that would end up as something else in a URL.
  func check() throws(HTTPError) {
    let isLegal = host.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: "-._[]:".utf8.contains(byte)
      }
    }
    guard !host.isEmpty, isLegal, (1...65535).contains(port) else {
      throw HTTPError(.misconfigured, "\"\(host):\(port)\" is not a host and a port.")
    }
  }
}

/// What a signature covers of a request, as bytes.
///
/// Source: AWS General Reference, "Create a canonical request".
struct CanonicalRequest {
  private(set) var bytes: [UInt8] = []

  /// Covers method, path, query but `dropped`, the headers named, and what is said of the body.
  init(
    _ request: HTTPRequest, _ headers: SignedHeaders, _ payload: PayloadHash,
    _ dialect: SigningDialect, withoutQueryItem dropped: String? = nil
  ) {
    bytes.reserveCapacity(1024)
    bytes.append(contentsOf: request.method.utf8)
    bytes.append(newline)
    CanonicalPath.append(request.target.path, to: &bytes, dialect)
    bytes.append(newline)
    CanonicalQuery.append(request.target.query, without: dropped, to: &bytes)
    bytes.append(newline)
    for name in headers.names { append(name, request.headers) }
    bytes.append(newline)
    bytes.append(contentsOf: headers.text)
    bytes.append(newline)
    bytes.append(contentsOf: payload.text.utf8)
  }

  /// A line with the values of a header, joined by commas.
  private mutating func append(_ name: ArraySlice<UInt8>, _ headers: HTTPHeaders) {
    bytes.append(contentsOf: name)
    bytes.append(UInt8(ascii: ":"))
    var isFirst = true
    for field in headers.fields where HTTPHeaders.isSame(field.name, name) {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      append(trimmed: field.value)
    }
    bytes.append(newline)
  }

  /// A value without blanks at its ends, and with one space for each run of blanks.
  private mutating func append(trimmed value: String) {
    var value = value
    value.withUTF8 { value in
      var place = 0
      let start = bytes.count
      while place < value.count {
        let end = value[place...].firstIndex(where: Self.isBlank) ?? value.count
        if end > place {
          if bytes.count > start { bytes.append(UInt8(ascii: " ")) }
          bytes.append(contentsOf: value[place..<end])
        }
        place = end + 1
      }
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}

private let newline = UInt8(ascii: "\n")

/// The names of the headers that a signature covers.
struct SignedHeaders: Hashable, Sendable {
  /// In lower case, sorted, joined by semicolons.
  let text: [UInt8]
  /// The names, in their order.
  let names: [ArraySlice<UInt8>]

  /// All but those that others on the way, or curl, change or own.
  init(of headers: HTTPHeaders) {
    var names: [[UInt8]] = []
    for field in headers.fields {
      let name = field.name.utf8.map(HTTPHeaders.lowercased)
      if !Self.unsigned.contains(name), !names.contains(name) { names.append(name) }
    }
    names.sort { $0.lexicographicallyPrecedes($1) }
    self.init(text: names.joined(separator: CollectionOfOne(UInt8(ascii: ";"))))
  }

  /// As a request claims them.
  init(text: some Sequence<UInt8>) {
    self.text = Array(text)
    names = self.text.split(separator: UInt8(ascii: ";"))
  }

  /// Source: botocore, `SIGNED_HEADERS_BLACKLIST`; the others change from one attempt to the next, or are
  /// the transfer's own.
  private static let unsigned = Set(
    [
      "accept-encoding", "amz-sdk-invocation-id", "amz-sdk-request", "authorization", "connection",
      "content-length", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "te",
      "trailer", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
    ].map { Array($0.utf8) })
}

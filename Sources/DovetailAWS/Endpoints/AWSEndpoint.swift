package import DovetailWire

/// Where the requests to a service go, and the region that they are signed for.
package struct AWSEndpoint: Hashable, Sendable {
  package var origin: HTTPOrigin
  /// What stands before every path of the service; empty, or begins with a slash and ends without one.
  package var basePath: String
  package var region: String
  /// Whether it was configured, and did not follow from the rules.
  package var isCustom: Bool

  package init(
    _ origin: HTTPOrigin, basePath: String = "", region: String, isCustom: Bool = false
  ) {
    self.origin = origin
    self.basePath = basePath
    self.region = region
    self.isCustom = isCustom
  }

  /// Reads the URL of an endpoint that was configured: scheme, host, port if need be, and a path.
  init(url: String, region: String) throws(AWSSettingsError) {
    guard let (origin, path) = HTTPOrigin.split(url: url), !path.contains("?") else {
      throw AWSSettingsError(
        "\"\(url)\" is not the URL of an endpoint; write for example http://localhost:4566.")
    }
    var basePath = path[...]
    while basePath.hasSuffix("/") { basePath.removeLast() }
    self.init(origin, basePath: String(basePath), region: region, isCustom: true)
  }
}

extension HTTPOrigin {
  /// Splits a URL into the server and what follows it; nil for a text that is none of HTTP.
  ///
  /// A name before an @ is refused: credentials have no place in the URL of an endpoint.
  package static func split(url: String) -> (origin: HTTPOrigin, rest: String)? {
    for scheme in [Scheme.https, .http] {
      let prefix = scheme.rawValue + "://"
      guard url.lowercased().hasPrefix(prefix) else { continue }
      let rest = url.dropFirst(prefix.count)
      let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
      guard let origin = HTTPOrigin(scheme, authority: rest[..<end]) else { return nil }
      return (origin, String(rest[end...]))
    }
    return nil
  }

  /// Reads a host, and a port behind a colon.
  private init?(_ scheme: Scheme, authority: Substring) {
    let hostEnd = authority.lastIndex(of: "]").map { authority.index(after: $0) }
    let colon = authority[(hostEnd ?? authority.startIndex)...].firstIndex(of: ":")
    let host = authority[..<(colon ?? authority.endIndex)]
    var port: Int?
    if let colon {
      port = Int(authority[authority.index(after: colon)...])
      guard let port, (1...65_535).contains(port) else { return nil }
    }
    guard Self.isHost(host) else { return nil }
    self.init(scheme, String(host), port: port)
  }

  private static func isHost(_ host: Substring) -> Bool {
    let isAddress = host.hasPrefix("[")
    guard !host.isEmpty, isAddress == host.hasSuffix("]") else { return false }
    let inner = isAddress ? host.dropFirst().dropLast() : host
    let others: Set<Character> = isAddress ? [":", ".", "%"] : ["-", ".", "_"]
    return !inner.isEmpty
      && inner.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || others.contains($0) }
  }
}

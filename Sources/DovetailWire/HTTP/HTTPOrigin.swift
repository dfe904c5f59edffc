/// The server that a request goes to: scheme, host and port.
package struct HTTPOrigin: Hashable, Sendable, CustomStringConvertible {
  package enum Scheme: String, Hashable, Sendable {
    case http
    case https

    package var defaultPort: Int {
      switch self {
      case .http: 80
      case .https: 443
      }
    }
  }

  package var scheme: Scheme
  /// A name or an address, in lower case; an IPv6 address in brackets.
  package var host: String
  package var port: Int

  /// Makes an origin; the port nil: the scheme's own.
  package init(_ scheme: Scheme, _ host: String, port: Int? = nil) {
    self.scheme = scheme
    self.host = host.lowercased()
    self.port = port ?? scheme.defaultPort
  }

  /// The value of the header `Host`: with the port only if it is not the scheme's own.
  package var hostHeader: String { port == scheme.defaultPort ? host : "\(host):\(port)" }

  package var description: String { "\(scheme.rawValue)://\(hostHeader)" }
}

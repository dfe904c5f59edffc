/// How a client reaches servers, and which it trusts.
package struct HTTPClientConfiguration: Hashable, Sendable {
  package var proxies = HTTPProxies()
  package var trust = HTTPTrust.system
  /// So many connections at rest are kept for the next calls, at least 1.
  package var idleConnections = 512

  package init(proxies: HTTPProxies = HTTPProxies(), trust: HTTPTrust = .system) {
    self.proxies = proxies
    self.trust = trust
  }
}

/// The certificates by which servers are trusted.
package enum HTTPTrust: Hashable, Sendable {
  /// Those that libcurl was built to look for: on Debian those of the package ca-certificates.
  case system
  /// A file of certificates in PEM.
  case file(String)
  /// A folder of certificates, under names by their hashes.
  case folder(String)
}

/// The proxies to go through, as URLs; servers on this machine and link-local ones are reached directly.
package struct HTTPProxies: Hashable, Sendable {
  /// For plain HTTP; nil: none.
  package var http: String?
  /// For HTTPS; nil: none.
  package var https: String?
  /// Names, domains, addresses and networks to reach directly, with commas between; `*`: all.
  package var exceptions: String?

  package init(http: String? = nil, https: String? = nil, exceptions: String? = nil) {
    self.http = http
    self.https = https
    self.exceptions = exceptions
  }
}

/// A request as its parts travel: what a client signs and sends, and a server reads and verifies.
///
/// The header `Host` is among ``headers``; the server that it goes to is an ``HTTPOrigin``.
package struct HTTPRequest: Hashable, Sendable {
  /// In capitals: "POST".
  package var method: String
  package var target: HTTPTarget
  package var headers: HTTPHeaders
  package var body: [UInt8]

  package init(
    _ method: String, _ target: HTTPTarget, headers: HTTPHeaders = [:], body: [UInt8] = []
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }
}

/// What stands behind the method in a request's first line: a path and a query, as they are on the wire.
///
/// Both stay percent-encoded as they were made or received: signatures depend on the very bytes.
package struct HTTPTarget: Hashable, Sendable, CustomStringConvertible {
  /// Begins with a slash.
  package var path: String
  /// What follows the question mark; nil: there is none.
  package var query: String?

  package init(path: String, query: String? = nil) {
    self.path = path.hasPrefix("/") ? path : "/" + path
    self.query = query
  }

  /// Cuts a target at its first question mark.
  package init(_ text: String) {
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.init(path: String(parts.first ?? ""), query: parts.count > 1 ? String(parts[1]) : nil)
  }

  package var description: String { query.map { "\(path)?\($0)" } ?? path }

  /// Adds pairs behind the query, and takes out those named `replaced` before; the others stay as they
  /// are written.
  package mutating func append(_ items: HTTPQuery, replacing replaced: Set<String> = []) {
    var kept = (query ?? "").split(separator: "&")
    if !replaced.isEmpty {
      kept.removeAll { replaced.contains(String($0.prefix { $0 != "=" })) }
    }
    if !items.items.isEmpty { kept.append(Substring(items.encoded)) }
    query = kept.isEmpty ? nil : kept.joined(separator: "&")
  }
}

internal import DovetailWire

/// Keeps web pages away: a browser sends their requests to this machine as if its user had asked.
///
/// Source: Fetch standard, "Origin header" and "CORS protocol"; Fetch Metadata, "Sec-Fetch-Site".
struct BrowserGuard: Sendable {
  private let allowedOrigins: Set<String>
  /// By which the server may be called, beside this machine's own.
  private let hostNames: Set<String>

  init(_ configuration: ServerConfiguration) {
    allowedOrigins = Set(configuration.allowedOrigins.map { $0.lowercased() })
    hostNames = configuration.hostNames.union([configuration.host.lowercased()])
  }

  /// The answer to a request that goes no further; nil: it may.
  func answer(to request: HTTPRequest) -> ServerResponse? {
    let headers = request.headers
    let origin = headers["Origin"]
    if let origin, !isAllowed(origin), !isOwn(origin, headers["Host"]) {
      return Self.refusal("Start the server with --allow-origin \(origin) if they should.")
    }
    if origin == nil, let site = headers["Sec-Fetch-Site"], !Self.ownSites.contains(site),
      !allowedOrigins.contains("*")
    {
      return Self.refusal("Start the server with --allow-origin if they should.")
    }
    if Self.isOfInspector(request.target.path), !isKnown(headers["Host"]) {
      return .refusal(
        403,
        "The inspector answers to this machine's own names only. Start the server with "
          + "--host-name for others.")
    }
    guard let origin, request.method == "OPTIONS",
      headers["Access-Control-Request-Method"] != nil
    else { return nil }
    return preflight(origin, headers["Access-Control-Request-Headers"])
  }

  /// Lets the page that may call the server read its answer.
  func mark(_ response: inout ServerResponse, to request: HTTPRequest) {
    guard let origin = request.headers["Origin"] else { return }
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Vary"] = "Origin"
    response.headers["Access-Control-Expose-Headers"] =
      "ETag, x-amzn-RequestId, x-amzn-query-error, x-amz-request-id, x-amz-version-id"
  }

  static func isOfInspector(_ path: String) -> Bool {
    path.hasPrefix("/_dovetail") || path.hasPrefix("/_aws/")
  }

  private func preflight(_ origin: String, _ headers: String?) -> ServerResponse {
    var response = ServerResponse(
      204,
      headers: [
        "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, DELETE",
        "Access-Control-Max-Age": "3600",
      ])
    if let headers { response.headers["Access-Control-Allow-Headers"] = headers }
    return response
  }

  private func isAllowed(_ origin: String) -> Bool {
    allowedOrigins.contains("*") || allowedOrigins.contains(origin.lowercased())
  }

  /// Whether the page came from this server, called by a name that others cannot point here.
  private func isOwn(_ origin: String, _ host: String?) -> Bool {
    guard let host, isKnown(host) else { return false }
    return origin.lowercased() == "http://\(host.lowercased())"
  }

  private func isKnown(_ host: String?) -> Bool {
    guard let host else { return false }
    let name = Self.name(of: host)
    return Loopback.isHost(name) || hostNames.contains(name)
  }

  /// A host in small letters, without its port.
  private static func name(of host: String) -> String {
    let host = host.lowercased()
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") { return String(host[...end]) }
    return String(host.prefix { $0 != ":" })
  }

  /// What says that no other page has a hand in it: the server's own, or the browser's user.
  private static let ownSites: Set = ["same-origin", "none"]

  private static func refusal(_ remedy: String) -> ServerResponse {
    .refusal(403, "Web pages of other origins may not call this server. \(remedy)")
  }
}

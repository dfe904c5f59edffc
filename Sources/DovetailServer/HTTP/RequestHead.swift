import DovetailWire
import NIOHTTP1

/// What the head of a request means for its connection, and what a room gets of it.
struct RequestHead {
  let request: HTTPRequest
  /// Bytes of the body; nil: it comes in chunks.
  let bodyLength: Int?
  let keepsAlive: Bool
  /// Whether the client sends its body only when it is asked for it.
  let expectsContinue: Bool
  /// Whether it is answered in HTTP/1.0, which knows no chunks.
  let isOld: Bool

  /// Throws ``RequestFault`` for what no answer could be made of.
  init(_ head: HTTPRequestHead) throws(RequestFault) {
    var headers = DovetailWire.HTTPHeaders(head.headers)
    let (target, authority) = try Self.target(head.uri)
    if let authority { headers["Host"] = authority }
    isOld = head.version.major == 1 && head.version.minor == 0
    guard head.version.major == 1 else { throw .version }
    let hosts = headers.values(of: "Host").count
    guard hosts == 1 || hosts == 0 && isOld else {
      throw RequestFault(400, "A request names its host in one header Host.")
    }
    let isChunked = headers["Transfer-Encoding"] != nil
    bodyLength = isChunked ? nil : try Self.length(headers)
    keepsAlive = head.isKeepAlive
    expectsContinue =
      !isOld && headers["Expect"].map { $0.lowercased() == "100-continue" } ?? false
    request = HTTPRequest(head.method.rawValue, target, headers: headers)
  }

  private static func length(_ headers: DovetailWire.HTTPHeaders) throws(RequestFault) -> Int {
    guard let text = headers["Content-Length"] else { return 0 }
    guard let length = Int(text), length >= 0 else {
      throw RequestFault(400, "Content-Length is the number of the body's bytes.")
    }
    return length
  }

  /// Reads `/path?query`, or `http://host/path?query`, which proxies get.
  private static func target(
    _ uri: String
  ) throws(RequestFault) -> (target: HTTPTarget, authority: String?) {
    if uri.hasPrefix("/") { return (HTTPTarget(uri), nil) }
    for scheme in ["http://", "https://"] where uri.lowercased().hasPrefix(scheme) {
      let rest = uri.dropFirst(scheme.count)
      let authority = rest.prefix { $0 != "/" && $0 != "?" }
      return (HTTPTarget(String(rest.dropFirst(authority.count))), String(authority))
    }
    if uri == "*" { return (HTTPTarget("/"), nil) }
    throw RequestFault(400, "The target of a request is a path that begins with a slash.")
  }
}

/// Why a request is refused before any room sees it.
struct RequestFault: Error {
  var status: Int
  /// What to do, as a sentence.
  var reason: String

  init(_ status: Int, _ reason: String) {
    self.status = status
    self.reason = reason
  }

  static let version = RequestFault(505, "The server speaks HTTP/1.0 and HTTP/1.1.")
  static let timeout = RequestFault(408, "The body of the request did not come in time.")

  /// Takes what the parser says.
  init(_ error: HTTPParserError) {
    self =
      switch error {
      case .headerOverflow:
        RequestFault(431, "The headers have over 256 fields, or over 64 KiB.")
      case .invalidVersion: .version
      default: RequestFault(400, "The request is not HTTP/1.1.")
      }
  }

  var response: ServerResponse { .refusal(status, reason) }
}

extension ServerResponse {
  /// An answer to what belongs to no service: a sentence, as text.
  static func refusal(_ status: Int, _ reason: String) -> ServerResponse {
    ServerResponse(
      status, headers: ["Content-Type": "text/plain; charset=utf-8"],
      body: .bytes(Array("\(reason)\n".utf8)))
  }
}

extension DovetailWire.HTTPHeaders {
  fileprivate init(_ headers: NIOHTTP1.HTTPHeaders) {
    self.init()
    for (name, value) in headers { add(name, value) }
  }
}

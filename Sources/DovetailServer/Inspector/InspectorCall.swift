internal import DovetailTransport
internal import DovetailWire

/// A request to the inspector, read.
struct InspectorCall {
  let request: ServerRequest
  /// With its body.
  let head: HTTPRequest
  /// `_dovetail` or `_aws`.
  let root: String
  /// What follows it, decoded.
  let path: [String]
  let query: HTTPQuery

  /// Reads a request with its body; throws ``InspectorError`` for what is malformed.
  init(_ request: ServerRequest) async throws {
    var head = request.head
    do {
      head.body = try await request.body.collect(upTo: SQSRequestLimits.bodyBytes)
    } catch RequestBodyError.tooLarge(let limit) {
      throw InspectorError(413, "A request may have \(limit) bytes.")
    }
    self.head = head
    self.request = request
    let segments = head.target.path.utf8.split(separator: UInt8(ascii: "/")).map { segment in
      PercentEncoding.decode(segment).flatMap { String(validating: $0, as: UTF8.self) }
    }
    let path = segments.compactMap(\.self)
    guard path.count == segments.count, let root = path.first,
      let query = HTTPQuery(parsing: (head.target.query ?? "").utf8)
    else {
      throw InspectorError(400, "The path or the query holds an escape that stands for nothing.")
    }
    self.root = root
    self.path = Array(path.dropFirst())
    self.query = query
  }

  var method: String { head.method }

  /// The members of the body, an object in JSON; an empty body has none.
  func members() throws -> JSONMembers {
    guard !head.body.isEmpty else { return JSONMembers([:], of: "the body") }
    return try JSONMembers(parsing: head.body, of: "the body")
  }

  /// Throws unless the method is one of these; HEAD goes with GET.
  func allow(_ methods: String...) throws {
    guard methods.contains(method == "HEAD" ? "GET" : method) else {
      throw InspectorError(
        405, "This path takes \(methods.joined(separator: " and ")), not \(method).",
        allow: methods)
    }
  }

  /// A whole number of the query; throws when it is out of its range.
  func number(_ name: String, _ range: ClosedRange<Int>, default value: Int) throws -> Int {
    guard let text = query[name] else { return value }
    guard let number = Int(text), range.contains(number) else {
      throw InspectorError(
        400, "\(name) must be a number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  var notFound: InspectorError {
    InspectorError(404, "There is nothing at this path; /_dovetail/ lists what there is.")
  }
}

import DovetailTransport

/// A request or an answer that is being written or read: the same calls, in the same order, do either, so
/// that each shape is told once.
///
/// While it is written, values go out of the arguments; while it is read, they come in.
package struct S3Message {
  private(set) var headers: HTTPHeaders
  private(set) var query: [HTTPQuery.Item]
  private(set) var body: [UInt8]
  let isReading: Bool

  /// A message to write.
  init() {
    headers = [:]
    query = []
    body = []
    isReading = false
  }

  /// A message to read.
  init(reading headers: HTTPHeaders, query: HTTPQuery = HTTPQuery(), body: [UInt8]) {
    self.headers = headers
    self.query = query.items
    self.body = body
    isReading = true
  }

  /// A header that may be missing; throws `invalidArgument` for a value that is none.
  mutating func header<Value: S3Text>(_ name: String, _ value: inout Value?) throws(S3Error) {
    if isReading {
      value = try headers[name].map { text throws(S3Error) in
        guard let value = Value(s3Text: text) else { throw .invalidArgument(name, text) }
        return value
      }
    } else if let value {
      try set(name, value.s3Text)
    }
  }

  /// A header that is left out for the value `standard`.
  mutating func header<Value: S3Text & Equatable>(
    _ name: String, _ value: inout Value, standard: Value
  ) throws(S3Error) {
    var present: Value? = value == standard ? nil : value
    try header(name, &present)
    value = present ?? standard
  }

  /// A moment as HTTP has it; what is no date counts as missing.
  ///
  /// Source: RFC 9110, section 13.1.3.
  mutating func date(_ name: String, _ value: inout Timestamp?) throws(S3Error) {
    if isReading {
      value = headers[name].flatMap(HTTPDate.parse)
    } else if let value {
      try set(name, HTTPDate.text(of: value))
    }
  }

  /// A parameter of the query that may be missing; throws `invalidArgument` for a value that is none.
  mutating func query<Value: S3Text>(_ name: String, _ value: inout Value?) throws(S3Error) {
    if isReading {
      value = try HTTPQuery(query)[name].map { text throws(S3Error) in
        guard let value = Value(s3Text: text) else { throw .invalidArgument(name, text) }
        return value
      }
    } else if let value {
      query.append(.init(name, value.s3Text))
    }
  }

  /// A parameter of the query that is left out for the value `standard`.
  mutating func query<Value: S3Text & Equatable>(
    _ name: String, _ value: inout Value, standard: Value
  ) throws(S3Error) {
    var present: Value? = value == standard ? nil : value
    try query(name, &present)
    value = present ?? standard
  }

  /// A parameter by which the operation is told from others; reading it has happened before.
  mutating func marker(_ name: String, _ value: String? = nil) {
    if !isReading { query.append(.init(name, value)) }
  }

  /// The body as it is.
  mutating func bytes(_ value: inout [UInt8]) {
    if isReading {
      value = body
    } else {
      body = value
    }
  }

  /// The body as a document; `isNeeded` false: none is written, and none has to be there.
  mutating func document(
    _ root: String, isNeeded: Bool = true, _ shape: (inout S3Document) throws(S3Error) -> Void
  ) throws(S3Error) {
    if isReading {
      guard isNeeded || !body.isEmpty else { return }
      let tree: XMLTree
      do throws(XMLError) {
        tree = try XMLTree(parsing: body)
      } catch {
        throw S3Error(.malformedXML, nil, [.init("Reason", error.description)])
      }
      guard tree.name == root else { throw S3Error(.malformedXML) }
      var document = S3Document(reading: tree)
      try shape(&document)
    } else if isNeeded {
      var document = S3Document()
      try document.root(root, shape)
      body = document.bytes
      headers["Content-Type"] = "application/xml"
    }
  }

  /// Sets a header that is written; throws `invalidArgument` for what would end it.
  mutating func set(_ name: String, _ value: String) throws(S3Error) {
    let isLine =
      (name.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: ":") && $0 < 0x7F })
      && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == UInt8(ascii: "\t") }
    guard isLine else {
      throw S3Error(
        .invalidArgument, "A header cannot hold control characters: \(name.debugDescription)")
    }
    headers[name] = value
  }
}

extension S3Error {
  /// A value that is none of those that its place may have.
  static func invalidArgument(_ name: String, _ value: String) -> S3Error {
    let reason =
      switch name {
      case "encoding-type": "Invalid Encoding Method specified in Request"
      case "partNumber": "Part number must be an integer between 1 and 10000, inclusive"
      case "max-keys", "max-parts", "max-uploads", "max-buckets", "part-number-marker":
        "Provided \(name) not an integer or within integer range"
      default: "Invalid value for \(name)"
      }
    return S3Error(
      .invalidArgument, reason, [.init("ArgumentName", name), .init("ArgumentValue", value)])
  }
}

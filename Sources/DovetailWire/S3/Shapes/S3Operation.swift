package import DovetailTransport

/// A call of S3's: a value that a client makes into a request and a server reads from one, and the same
/// for its answer.
package protocol S3Operation: Hashable, Sendable {
  associatedtype Answer: S3Answer

  /// "PUT".
  static var method: String { get }
  var place: S3Place { get }
  /// A call on a place with all else as it is when nothing is said; throws when it is no place for it.
  init(blankAt place: S3Place) throws(S3Error)
  /// Writes or reads all but method and place.
  mutating func shape(_ message: inout S3Message) throws(S3Error)
}

/// A call on a bucket.
package protocol S3BucketOperation: S3Operation {
  var bucket: BucketName { get }
  /// A call with all else as it is when nothing is said.
  init(blank bucket: BucketName)
}

extension S3BucketOperation {
  package var place: S3Place { .bucket(bucket) }

  package init(blankAt place: S3Place) throws(S3Error) {
    guard case .bucket(let bucket) = place else { throw S3Error(.methodNotAllowed) }
    self.init(blank: bucket)
  }
}

/// A call on an object, or on one that is to be.
package protocol S3ObjectOperation: S3Operation {
  var key: BlobKey { get }
  /// A call with all else as it is when nothing is said.
  init(blank key: BlobKey)
}

extension S3ObjectOperation {
  package var place: S3Place { .object(key) }

  package init(blankAt place: S3Place) throws(S3Error) {
    guard case .object(let key) = place else { throw S3Error(.methodNotAllowed) }
    self.init(blank: key)
  }
}

/// What S3 answers to a call that it does.
package protocol S3Answer: Hashable, Sendable {
  /// An answer that is to be read.
  init()
  /// 200, 204, 206 or 304; set before it is read.
  var status: Int { get set }
  /// Whether there is a body; an answer to HEAD has none.
  mutating func shape(_ message: inout S3Message) throws(S3Error)
}

/// The ids by which a service finds a request again.
package struct S3RequestIDs: Hashable, Sendable {
  package var requestID: String
  package var hostID: String

  package init(requestID: String, hostID: String) {
    self.requestID = requestID
    self.hostID = hostID
  }

  static let requestHeader = "x-amz-request-id"
  static let hostHeader = "x-amz-id-2"

  var headers: HTTPHeaders {
    [Self.requestHeader: requestID, Self.hostHeader: hostID, "Server": "AmazonS3"]
  }
}

extension S3Operation {
  /// The request, not signed, with the header `Host`; throws `invalidArgument` for what no header can hold.
  package func request(to endpoint: S3Endpoint) throws(S3Error) -> HTTPRequest {
    var message = S3Message()
    var copy = self
    try copy.shape(&message)
    var target = HTTPTarget(path: endpoint.path(of: place))
    target.append(HTTPQuery(message.query))
    var headers = message.headers
    headers["Host"] = endpoint.origin(of: place).hostHeader
    return HTTPRequest(Self.method, target, headers: headers, body: message.body)
  }

  /// Reads a request that is known to be one of this operation; see ``S3Request``.
  package init(reading request: HTTPRequest, at place: S3Place) throws(S3Error) {
    try self.init(blankAt: place)
    guard let query = HTTPQuery(parsing: (request.target.query ?? "").utf8) else {
      throw S3Error(.invalidURI)
    }
    var message = S3Message(reading: request.headers, query: query, body: request.body)
    try shape(&message)
  }

  /// The answer as it is sent.
  package func response(_ answer: Answer, _ ids: S3RequestIDs) -> HTTPResponse {
    var message = S3Message()
    var copy = answer
    do throws(S3Error) {
      try copy.shape(&message)
    } catch {
      return error.response(ids, to: Self.method)
    }
    var headers = ids.headers
    for field in message.headers.fields { headers.add(field.name, field.value) }
    return HTTPResponse(answer.status, headers: headers, body: message.body)
  }

  /// Reads an answer; throws the error that it is, or `unreadableAnswer`.
  package func answer(from response: HTTPResponse) throws(S3Error) -> Answer {
    guard (200..<300).contains(response.status) || response.status == 304 else {
      throw S3Error(reading: response, to: place)
    }
    // A call that takes long may fail behind its status.
    if response.status == 200, let error = S3Error(embeddedIn: response) { throw error }
    var answer = Answer()
    answer.status = response.status
    var message = S3Message(reading: response.headers, body: response.body)
    do throws(S3Error) {
      try answer.shape(&message)
    } catch {
      throw S3Error(.unreadableAnswer, nil, [.init("Reason", error.message)])
    }
    return answer
  }
}

/// An answer that says nothing but that it is done.
package struct S3Done: S3Answer {
  package var status = 204

  package init() {}

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {}
}

import DovetailTransport
import DovetailWire
import Testing

/// Sends calls and answers through their requests and responses.
enum RoundTrip {
  static let ids = S3RequestIDs(requestID: "REQUEST", hostID: "HOST")
  static let moment = Timestamp(milliseconds: 1_742_042_096_000)
  static let owner = S3Owner(id: "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a")

  /// The call as a server reads it, of its requests in both styles.
  static func calls<Call: S3Operation>(_ call: Call) throws -> [Call?] {
    try [true, false].map { isPathStyle in
      let endpoint = S3Endpoint(
        HTTPOrigin(.http, "s3.localhost", port: 4566), isPathStyle: isPathStyle)
      return try read(try call.request(to: endpoint), as: Call.self)
    }
  }

  /// The answer as a client reads it.
  static func answer<Call: S3Operation>(_ answer: Call.Answer, to call: Call) throws -> Call.Answer
  {
    try call.answer(from: call.response(answer, ids))
  }

  /// The call that a server makes of a request; nil when it is another one.
  static func read<Call: S3Operation>(_ request: HTTPRequest, as type: Call.Type) throws -> Call? {
    let place = try S3Hosts(["localhost", "s3.localhost"]).place(of: request)
    let read = try S3Request(request, at: place)
    return Mirror(reflecting: read).children.first?.value as? Call
  }

  /// What a server makes of a request that is written out.
  static func read(
    _ method: String, _ target: String, _ headers: HTTPHeaders = [:], _ body: String = ""
  ) throws -> S3Request {
    let request = HTTPRequest(
      method, HTTPTarget(target), headers: headers, body: Array(body.utf8))
    return try S3Request(request, at: try S3Hosts([]).place(of: request))
  }
}

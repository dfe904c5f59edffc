import DovetailTransport
import DovetailWire
import Foundation
import Testing

/// The file `Resources/sigv4.json`.
struct SigningVectors: Decodable {
  var cases: [SigningVector]
  var negative: [RefusedRequest]
  var streams: [ChunkedVector]

  static func load() throws -> SigningVectors {
    guard let url = Bundle.module.url(forResource: "sigv4", withExtension: "json") else {
      throw CocoaError(.fileNoSuchFile)
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(SigningVectors.self, from: Data(contentsOf: url))
  }
}

/// A request and what it signs to.
struct SigningVector: Decodable, CustomTestStringConvertible {
  struct Keys: Decodable {
    var accessKey: String
    var secretKey: String
    var sessionToken: String?
  }

  struct Expected: Decodable {
    var canonicalRequest: String
    var stringToSign: String
    var signedHeaders: String
    var signature: String
    var authorization: String?
    var signedUrl: String?
  }

  /// What a presigned URL was made from.
  struct Input: Decodable {
    var url: String?
    var expires: Int?
  }

  var id: String
  var kind: String
  var service: String
  var region: String
  var timestamp: String
  var credentials: Keys
  var request: VectorRequest
  var expected: Expected
  var input: Input?

  var testDescription: String { id }

  static func all() throws -> [SigningVector] { try SigningVectors.load().cases }
  static func headers() throws -> [SigningVector] { try all().filter { $0.kind == "header" } }
  static func presigned() throws -> [SigningVector] { try all().filter { $0.kind != "header" } }

  /// The request as it is sent.
  func signedRequest() throws -> HTTPRequest {
    var signed = request.request()
    if let authorization = expected.authorization {
      signed.headers["Authorization"] = authorization
    }
    return signed
  }

  func time() throws -> Timestamp { try #require(SigningTime(timestamp)).timestamp }

  var signer: AWSCredentials {
    AWSCredentials(
      accessKeyID: credentials.accessKey, secretAccessKey: credentials.secretKey,
      sessionToken: credentials.sessionToken)
  }
}

/// A request as the file has it.
struct VectorRequest: Decodable {
  var method: String
  var url: String
  var headers: [[String]]
  var bodyBase64: Data

  /// The request, with the target taken from another URL if there is one.
  func request(url other: String? = nil) -> HTTPRequest {
    var headers = HTTPHeaders()
    for field in self.headers { headers.add(field[0], field[1]) }
    return HTTPRequest(
      method, HTTPTarget(Self.split(other ?? url).target), headers: headers,
      body: Array(bodyBase64))
  }

  func origin() throws -> HTTPOrigin {
    let parts = try #require(URLComponents(string: url))
    return HTTPOrigin(
      parts.scheme == "http" ? .http : .https, try #require(parts.host), port: parts.port)
  }

  private static func split(_ url: String) -> (origin: Substring, target: String) {
    let start = url.range(of: "://")?.upperBound ?? url.startIndex
    let slash = url[start...].firstIndex(of: "/") ?? url.endIndex
    return (url[..<slash], String(url[slash...]))
  }
}

/// A request that a server has to refuse.
struct RefusedRequest: Decodable, CustomTestStringConvertible {
  var id: String
  /// The case that it was made from.
  var from: String
  var s3Error: String
  var request: VectorRequest
  var authorization: String?
  var now: String

  var testDescription: String { id }
}

/// A body in signed chunks.
struct ChunkedVector: Decodable, CustomTestStringConvertible {
  var id: String
  var url: String
  var method: String
  var headers: [[String]]
  var seedSignature: String
  var wireBodyBase64: Data
  var chunksBase64: [Data]
  var trailer: [String]?

  var testDescription: String { id }

  /// The request with its framed body, signed as the vector says.
  func signedRequest() throws -> HTTPRequest {
    var request = VectorRequest(
      method: method, url: url, headers: headers, bodyBase64: wireBodyBase64
    )
    .request()
    let names = headers.map { $0[0].lowercased() }.sorted().joined(separator: ";")
    request.headers["Authorization"] =
      "AWS4-HMAC-SHA256 Credential=AKIDDOVETAIL00000001/20250315/us-east-1/s3/aws4_request, "
      + "SignedHeaders=\(names), Signature=\(seedSignature)"
    return request
  }

  static func all() throws -> [ChunkedVector] { try SigningVectors.load().streams }
}

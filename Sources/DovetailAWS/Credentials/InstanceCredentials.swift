import DovetailTransport
import DovetailWire
import Synchronization

/// Credentials of an EC2 instance's role, from its metadata service in version 2.
///
/// Source: EC2 user guide, "Use the Instance Metadata Service", "Retrieve security credentials from
/// instance metadata".
final class InstanceCredentials: CredentialsProvider {
  private struct Session {
    var token: String
    var endsAt: Timestamp
  }

  let name = "the instance's metadata service"
  let outlivesExpiry = true
  private let environment: AWSEnvironment
  private let metadata: MetadataClient
  private let session = Mutex<Session?>(nil)

  private static let sessionLifetime = Duration.seconds(21_600)
  private static let rolePath = "/latest/meta-data/iam/security-credentials/"

  init(environment: AWSEnvironment, metadata: MetadataClient) {
    self.environment = environment
    self.metadata = metadata
  }

  func fetch() async throws -> AWSCredentials {
    let origin = try origin()
    let role = try await text(at: Self.rolePath, origin)
      .split(whereSeparator: \.isNewline).first.map(String.init)
    guard let role, role.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw failure("The instance has no role; attach an instance profile to it.")
    }
    let answer = try await get(Self.rolePath + role, origin)
    guard answer.status == 200, let document = CredentialsDocument(answer.body) else {
      throw failure("It answered with status \(answer.status).", isTransient: true)
    }
    if let code = document["Code"], code != "Success" {
      throw failure(
        "It answered \(code)\(document["Message"].map { ": \($0)" } ?? ".")", isTransient: true)
    }
    return try document.credentials(token: "Token", of: self)
  }

  /// The region that the instance is in.
  func region() async throws -> String {
    let answer = try await get("/latest/meta-data/placement/region", origin())
    guard answer.status == 200 else {
      throw failure("It does not tell the region, with status \(answer.status).", isTransient: true)
    }
    return String(String(decoding: answer.body, as: UTF8.self).trimmingBlanks)
  }

  private func origin() throws -> HTTPOrigin {
    let variable = "AWS_EC2_METADATA_SERVICE_ENDPOINT"
    guard let url = environment[variable] else {
      let isIPv6 = environment["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"]?.lowercased() == "ipv6"
      return HTTPOrigin(.http, isIPv6 ? "[fd00:ec2::254]" : "169.254.169.254")
    }
    guard let (origin, _) = HTTPOrigin.split(url: url) else {
      throw failure("\(variable) is \"\(url)\", which is no URL.")
    }
    return origin
  }

  private func text(at path: String, _ origin: HTTPOrigin) async throws -> String {
    let answer = try await get(path, origin)
    switch answer.status {
    case 200: return String(decoding: answer.body, as: UTF8.self)
    case 404: throw failure("The instance has no role; attach an instance profile to it.")
    default:
      throw failure("It answered with status \(answer.status).", isTransient: true)
    }
  }

  /// Asks with the session's token; with a new one, once, when it is no longer accepted.
  private func get(_ path: String, _ origin: HTTPOrigin) async throws -> HTTPResponse {
    let answer = try await get(path, origin, token: token(origin))
    guard answer.status == 401 else { return answer }
    session.withLock { $0 = nil }
    return try await get(path, origin, token: token(origin))
  }

  private func get(
    _ path: String, _ origin: HTTPOrigin, token: String
  ) async throws -> HTTPResponse {
    try await metadata.answer(
      to: HTTPRequest(
        "GET", HTTPTarget(path: path),
        headers: ["Host": origin.hostHeader, "X-aws-ec2-metadata-token": token]),
      at: origin, for: self, timeout: timeout, attempts: attempts)
  }

  /// The token of the session that goes on, or of a new one.
  private func token(_ origin: HTTPOrigin) async throws -> String {
    let now = metadata.clock.now
    if let session = session.withLock({ $0 }), now < session.endsAt { return session.token }
    let request = HTTPRequest(
      "PUT", HTTPTarget(path: "/latest/api/token"),
      headers: [
        "Host": origin.hostHeader,
        "X-aws-ec2-metadata-token-ttl-seconds": "\(Self.sessionLifetime.components.seconds)",
      ])
    let answer: HTTPResponse
    do {
      answer = try await metadata.answer(
        to: request, at: origin, for: self, timeout: timeout, attempts: attempts)
    } catch let error as AWSCredentialsError {
      throw failure(
        "\(error.problem) Off EC2, set credentials or AWS_EC2_METADATA_DISABLED=true; in a container on "
          + "EC2, raise the instance's hop limit for metadata to 2.", isTransient: true)
    }
    let token = String(decoding: answer.body, as: UTF8.self)
    guard answer.status == 200, !token.isEmpty,
      token.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else {
      throw failure(
        "It refused a session token, with status \(answer.status).", isTransient: true)
    }
    session.withLock {
      $0 = Session(token: token, endsAt: now.advanced(by: Self.sessionLifetime - .seconds(60)))
    }
    return token
  }

  private var timeout: Duration {
    .seconds(number("AWS_METADATA_SERVICE_TIMEOUT", in: 1...60))
  }

  private var attempts: Int { number("AWS_METADATA_SERVICE_NUM_ATTEMPTS", in: 1...10) }

  /// A variable's number, cut to a range; the least when it is not set or no number.
  private func number(_ variable: String, in range: ClosedRange<Int>) -> Int {
    let value = environment[variable].flatMap { Int($0) } ?? range.lowerBound
    return min(max(value, range.lowerBound), range.upperBound)
  }
}

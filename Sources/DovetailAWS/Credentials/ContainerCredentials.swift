import DovetailTransport
import DovetailWire

/// Credentials of a container's role: of Amazon ECS, or of EKS Pod Identity.
///
/// Source: AWS SDKs and Tools reference guide, "Container credential provider"; EKS user guide, "EKS Pod
/// Identity".
struct ContainerCredentials: CredentialsProvider {
  let name = "the container's credentials endpoint"
  let environment: AWSEnvironment
  let metadata: MetadataClient

  private static let relativeURI = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
  private static let fullURI = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
  private static let token = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
  private static let tokenFile = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"

  var isConfigured: Bool {
    environment[Self.relativeURI] != nil || environment[Self.fullURI] != nil
  }

  func fetch() async throws -> AWSCredentials {
    let (origin, target) = try place()
    var headers: HTTPHeaders = ["Host": origin.hostHeader, "Accept": "application/json"]
    headers["Authorization"] = try authorization()
    let answer = try await metadata.answer(
      to: HTTPRequest("GET", target, headers: headers), at: origin, for: self,
      timeout: .seconds(2), attempts: 3)
    guard answer.status == 200 else {
      let reason = CredentialsDocument(answer.body).flatMap { $0["message"] ?? $0["Message"] }
      throw failure(
        "It answered with status \(answer.status)\(reason.map { ": \($0)" } ?? ".")",
        isTransient: answer.status >= 500)
    }
    guard let document = CredentialsDocument(answer.body) else {
      throw failure("Its answer is not a JSON object.", isTransient: true)
    }
    return try document.credentials(token: "Token", of: self)
  }

  private func place() throws -> (HTTPOrigin, HTTPTarget) {
    if let path = environment[Self.relativeURI] {
      guard path.hasPrefix("/"), Self.isPrintable(path) else {
        throw failure("\(Self.relativeURI) must begin with a slash and hold no blanks.")
      }
      return (HTTPOrigin(.http, "169.254.170.2"), HTTPTarget(path))
    }
    let url = environment[Self.fullURI] ?? ""
    guard let (origin, rest) = HTTPOrigin.split(url: url), Self.isPrintable(rest) else {
      throw failure("\(Self.fullURI) is \"\(url)\", which is no URL.")
    }
    guard origin.scheme == .https || Self.mayBePlain(origin.host) else {
      throw failure(
        "\(Self.fullURI) names the host \(origin.host) over http, which is allowed only for loopback and "
          + "the endpoints of ECS and EKS; use https.")
    }
    return (origin, HTTPTarget(rest))
  }

  /// Hosts that are trusted without TLS: this machine, and the link-local endpoints of ECS and EKS.
  private static func mayBePlain(_ host: String) -> Bool {
    let fixed: Set = [
      "localhost", "[::1]", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]",
    ]
    return fixed.contains(host) || isLoopback(host)
  }

  /// Whether it is an address of 127.0.0.0/8: a name that only begins so may be anybody's.
  private static func isLoopback(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// The token, read anew each time: EKS replaces the file.
  private func authorization() throws -> String? {
    var token = environment[Self.token]
    if let path = environment[Self.tokenFile] {
      do {
        token = try environment.text(ofFileAt: path).map { String($0.trimmingBlanks) }
      } catch {
        throw failure("\(error)", isTransient: true)
      }
      guard token != nil else {
        throw failure(
          "The file \(path), which \(Self.tokenFile) names, is not there.", isTransient: true)
      }
    }
    guard let token else { return nil }
    guard Self.isPrintable(token) else {
      throw failure("The authorization token holds a line break or a blank.")
    }
    return token
  }

  private static func isPrintable(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}

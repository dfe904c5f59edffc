import DovetailTransport
import DovetailWire

/// Gets a role's credentials from AWS's token service.
///
/// Source: STS API reference, AssumeRole, AssumeRoleWithWebIdentity.
struct STSClient: Sendable {
  let exchange: any HTTPExchange
  let endpoint: AWSEndpoint
  let clock: any WallClock

  private var signature: RequestSigner {
    RequestSigner(service: "sts", region: endpoint.region)
  }

  private static let attempts = 3
  private static let version = "2011-06-15"

  /// Makes a call; `signer` nil: unsigned, as with a web identity.
  ///
  /// Repeats what fails for a passing reason, up to three attempts in all.
  func call(
    _ parameters: [(String, String)], signedWith signer: AWSCredentials?,
    for provider: some CredentialsProvider
  ) async throws -> AWSCredentials {
    try await answer(to: parameters, signedWith: signer, for: provider) { document in
      guard let element = document.first(named: "Credentials"),
        let identifier = element.text(of: "AccessKeyId"),
        let secret = element.text(of: "SecretAccessKey"),
        let token = element.text(of: "SessionToken"),
        let expiry = element.text(of: "Expiration").flatMap(Timestamp.init(iso8601:))
      else { return nil }
      return AWSCredentials(
        accessKeyID: identifier, secretAccessKey: secret, sessionToken: token, expiresAt: expiry)
    }
  }

  /// Whose credentials these are; needs no permission.
  func identity(of signer: AWSCredentials) async throws -> CallerIdentity {
    try await answer(
      to: [("Action", "GetCallerIdentity")], signedWith: signer,
      for: FixedCredentials(name: "the token service", credentials: signer)
    ) { document in
      guard let element = document.first(named: "GetCallerIdentityResult"),
        let account = element.text(of: "Account"), let arn = element.text(of: "Arn")
      else { return nil }
      return CallerIdentity(account: account, arn: arn)
    }
  }

  /// Makes a call, up to three times; `read` returns nil for a document without what is wanted.
  private func answer<Value>(
    to parameters: [(String, String)], signedWith signer: AWSCredentials?,
    for provider: some CredentialsProvider, _ read: (XMLTree) -> Value?
  ) async throws -> Value {
    let form = ([("Version", Self.version)] + parameters)
      .map { "\(PercentEncoding.encode($0))=\(PercentEncoding.encode($1))" }
      .joined(separator: "&")
    var attempt = 1
    while true {
      do {
        return try await attemptCall(form, signedWith: signer, for: provider, read)
      } catch let error as AWSCredentialsError {
        guard error.isTransient, attempt < Self.attempts else { throw error }
      }
      attempt += 1
      try await clock.sleep(for: .milliseconds(200) * attempt)
    }
  }

  private func attemptCall<Value>(
    _ form: String, signedWith signer: AWSCredentials?, for provider: some CredentialsProvider,
    _ read: (XMLTree) -> Value?
  ) async throws -> Value {
    var request = HTTPRequest(
      "POST", HTTPTarget(path: endpoint.basePath + "/"),
      headers: [
        "Host": endpoint.origin.hostHeader,
        "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
      ], body: Array(form.utf8))
    if let signer {
      try signature.sign(&request, to: endpoint.origin, as: signer, at: clock.now)
    }
    let answer: HTTPResponse
    do {
      answer = try await exchange.answer(to: request, at: endpoint.origin, HTTPCallOptions())
    } catch let error as HTTPError {
      throw provider.failure(
        "\(endpoint.origin) did not answer: \(error.detail)",
        isTransient: error.kind != .untrusted && error.kind != .misconfigured)
    }
    let document = try? XMLTree(parsing: answer.body)
    guard answer.status == 200 else { throw refusal(answer, document, provider) }
    guard let value = document.flatMap(read) else {
      throw provider.failure(
        "The answer of \(endpoint.origin) does not hold what was asked for.", isTransient: true)
    }
    return value
  }

  /// Codes of refusals that may pass: the identity provider was not reached, or has new keys.
  private static let passing: Set = [
    "IDPCommunicationError", "InvalidIdentityToken", "Throttling", "RequestThrottled",
  ]

  private func refusal(
    _ answer: HTTPResponse, _ document: XMLTree?, _ provider: some CredentialsProvider
  ) -> AWSCredentialsError {
    let error = document?.first(named: "Error")
    let code = error?.text(of: "Code") ?? "status \(answer.status)"
    let message = error?.text(of: "Message").map { ": \($0)" } ?? "."
    return provider.failure(
      "\(endpoint.origin) refused with \(code)\(message)",
      isTransient: answer.status >= 500 || answer.status == 429 || Self.passing.contains(code))
  }
}

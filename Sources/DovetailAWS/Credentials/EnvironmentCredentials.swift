import DovetailTransport
import DovetailWire

/// Keys in environment variables.
///
/// Source: AWS SDKs and Tools reference guide, "AWS access keys".
struct EnvironmentCredentials: CredentialsProvider {
  let name = "the environment"
  let environment: AWSEnvironment

  private static let identifier = "AWS_ACCESS_KEY_ID"
  private static let secret = "AWS_SECRET_ACCESS_KEY"

  /// Whether any part of a key is there.
  var isConfigured: Bool {
    environment[Self.identifier] != nil || environment[Self.secret] != nil
  }

  func fetch() async throws -> AWSCredentials {
    guard let identifier = environment[Self.identifier] else { throw missing(Self.identifier) }
    guard let secret = environment[Self.secret] else { throw missing(Self.secret) }
    return AWSCredentials(
      accessKeyID: identifier, secretAccessKey: secret,
      sessionToken: environment["AWS_SESSION_TOKEN"] ?? environment["AWS_SECURITY_TOKEN"],
      expiresAt: try expiry())
  }

  private func missing(_ variable: String) -> AWSCredentialsError {
    failure("The variable \(variable) is not set, though its counterpart is; set both or neither.")
  }

  private func expiry() throws -> Timestamp? {
    let variable = "AWS_CREDENTIAL_EXPIRATION"
    guard let text = environment[variable] else { return nil }
    guard let instant = Timestamp(iso8601: text) else {
      throw failure("\(variable) is \"\(text)\", which is no time in ISO 8601.")
    }
    return instant
  }
}

import DovetailTransport
import DovetailWire

/// A role's credentials for a token that the platform puts into a file, as EKS does for service
/// accounts.
///
/// Source: AWS SDKs and Tools reference guide, "Assume role credential provider".
struct WebIdentityCredentials: CredentialsProvider {
  let name: String
  let role: String
  let tokenFile: String
  let sessionName: String?
  let environment: AWSEnvironment
  let sts: STSClient

  /// The provider that the environment describes; nil: it describes none.
  ///
  /// Throws when one of the two variables is missing.
  static func configured(
    in environment: AWSEnvironment, _ sts: @autoclosure () throws -> STSClient
  ) throws -> WebIdentityCredentials? {
    let (roleVariable, fileVariable) = ("AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE")
    guard let file = environment[fileVariable] else { return nil }
    let name = "the web identity of the environment"
    guard let role = environment[roleVariable] else {
      throw AWSCredentialsError(
        name,
        "The variable \(roleVariable) is not set, though \(fileVariable) is; set it to the role's ARN."
      )
    }
    return try WebIdentityCredentials(
      name: name, role: role, tokenFile: file, sessionName: environment["AWS_ROLE_SESSION_NAME"],
      environment: environment, sts: sts())
  }

  func fetch() async throws -> AWSCredentials {
    try await sts.call(
      [
        ("Action", "AssumeRoleWithWebIdentity"), ("RoleArn", role),
        ("RoleSessionName", sessionName ?? RoleSessionName.make(at: sts.clock.now)),
        ("WebIdentityToken", token()),
      ], signedWith: nil, for: self)
  }

  /// The token, read anew each time: the platform replaces the file.
  private func token() throws -> String {
    let text: String?
    do {
      text = try environment.text(ofFileAt: tokenFile)
    } catch {
      throw failure("\(error)", isTransient: true)
    }
    let token = text.map { String($0.trimmingBlanks) } ?? ""
    guard !token.isEmpty else {
      throw failure(
        "The token file \(tokenFile) is not there, or is empty.", isTransient: true)
    }
    return token
  }
}

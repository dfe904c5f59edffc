import DovetailTransport
import DovetailWire

/// The credentials of a role that others' credentials may take on.
///
/// Source: AWS SDKs and Tools reference guide, "Assume role credential provider".
struct AssumeRoleCredentials: CredentialsProvider {
  let name: String
  let role: String
  let sessionName: String?
  let externalID: String?
  /// In seconds; nil: as the service says, an hour.
  let duration: Int?
  let source: any CredentialsProvider
  let sts: STSClient

  func fetch() async throws -> AWSCredentials {
    var parameters = [
      ("Action", "AssumeRole"), ("RoleArn", role),
      ("RoleSessionName", sessionName ?? RoleSessionName.make(at: sts.clock.now)),
    ]
    if let externalID { parameters.append(("ExternalId", externalID)) }
    if let duration { parameters.append(("DurationSeconds", "\(duration)")) }
    return try await sts.call(parameters, signedWith: source.fetch(), for: self)
  }
}

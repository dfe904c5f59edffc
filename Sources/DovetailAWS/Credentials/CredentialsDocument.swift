import DovetailTransport
import DovetailWire

/// Credentials as JSON, which several providers answer with.
///
/// Source: AWS SDKs and Tools reference guide, "Container credential provider", "Process credential
/// provider"; EC2 user guide, "Retrieve security credentials from instance metadata".
struct CredentialsDocument {
  private let members: [String: JSONValue]

  /// Reads an object; nil when the text is none.
  init?(_ bytes: [UInt8]) {
    guard let members = (try? JSONValue(parsing: bytes))?.members else { return nil }
    self.members = members
  }

  /// A member that is a text, and not an empty one.
  subscript(_ name: String) -> String? {
    members[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A member that is a whole number.
  func integer(_ name: String) -> Int? { members[name]?.integer }

  /// A member that is an object.
  func object(_ name: String) -> CredentialsDocument? {
    members[name]?.members.map { CredentialsDocument(members: $0) }
  }

  private init(members: [String: JSONValue]) {
    self.members = members
  }

  /// The credentials in it; throws an error of the provider's that names the member which is missing.
  func credentials(
    token: String, of provider: some CredentialsProvider
  ) throws(AWSCredentialsError) -> AWSCredentials {
    AWSCredentials(
      accessKeyID: try text("AccessKeyId", of: provider),
      secretAccessKey: try text("SecretAccessKey", of: provider),
      sessionToken: self[token], expiresAt: try expiry(of: provider))
  }

  private func text(
    _ name: String, of provider: some CredentialsProvider
  ) throws(AWSCredentialsError) -> String {
    guard let text = self[name] else {
      throw provider.failure("Its answer has no \(name).", isTransient: true)
    }
    return text
  }

  private func expiry(
    of provider: some CredentialsProvider
  ) throws(AWSCredentialsError) -> Timestamp? {
    guard let text = self["Expiration"] else { return nil }
    guard let instant = Timestamp(iso8601: text) else {
      throw provider.failure(
        "Its answer has an Expiration that is no time in ISO 8601.", isTransient: true)
    }
    return instant
  }
}

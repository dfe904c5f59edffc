public import DovetailTransport

/// What requests to AWS are signed with.
///
/// No description shows the secret or the token.
public struct AWSCredentials: Hashable, Sendable {
  /// Names the key: "AKIA…", or "ASIA…" for one that expires.
  public var accessKeyID: String
  /// The secret that signs.
  public var secretAccessKey: String
  /// Goes along with a key that expires; nil for long-lived keys.
  public var sessionToken: String?
  /// When AWS stops to accept them; nil: not known, or never.
  public var expiresAt: Timestamp?

  /// Makes credentials; they are not checked.
  public init(
    accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil,
    expiresAt: Timestamp? = nil
  ) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
    self.expiresAt = expiresAt
  }
}

extension AWSCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The key's id, whether a token goes along, and the expiry.
  public var description: String {
    let token = sessionToken == nil ? "" : " with a session token"
    let expiry = expiresAt.map { " until \($0)" } ?? ""
    return "AWS credentials \(accessKeyID)\(token)\(expiry)"
  }

  /// The same as ``description``.
  public var debugDescription: String { description }

  /// Without the secret and the token, which `dump` would print.
  public var customMirror: Mirror {
    Mirror(self, children: ["accessKeyID": accessKeyID, "expiresAt": expiresAt as Any])
  }
}

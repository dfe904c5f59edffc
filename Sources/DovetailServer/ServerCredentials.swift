/// A key that clients may sign with, and the account whose queues and buckets it opens.
public struct ServerCredentials: Sendable {
  /// Names the key.
  public var accessKeyID: String
  /// Signs.
  public var secretAccessKey: String
  /// Must come along with the key; nil: none may.
  public var sessionToken: String?
  /// The account, twelve digits; nil: the one that the server takes for the key without credentials.
  public var account: String?

  /// Makes a key; see the properties.
  public init(
    accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil,
    account: String? = nil
  ) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
    self.account = account
  }
}

extension ServerCredentials: CustomStringConvertible {
  /// The key's id and nothing that is secret.
  public var description: String { "key \(accessKeyID)" }
}

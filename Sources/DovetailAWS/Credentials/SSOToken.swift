import DovetailCrypto
import DovetailTransport

/// A token of a sign-in, as AWS's tools keep it in `~/.aws/sso/cache`.
struct SSOToken: Sendable {
  /// What a new token can be asked for with.
  struct Renewal: Sendable {
    var refreshToken: String
    var clientID: String
    var clientSecret: String
    /// When the client's registration ends.
    var endsAt: Timestamp
  }

  private var members: [String: JSONValue]
  private(set) var accessToken: String
  private(set) var expiresAt: Timestamp

  /// Reads a file of the cache; nil when it holds no token.
  init?(_ bytes: [UInt8]) {
    guard let members = (try? JSONValue(parsing: bytes))?.members,
      let accessToken = members["accessToken"]?.string,
      let expiresAt = members["expiresAt"]?.string.flatMap(Timestamp.init(iso8601:))
    else { return nil }
    self.members = members
    self.accessToken = accessToken
    self.expiresAt = expiresAt
  }

  /// Nil when the sign-in cannot be renewed.
  var renewal: Renewal? {
    guard let refreshToken = members["refreshToken"]?.string,
      let clientID = members["clientId"]?.string,
      let clientSecret = members["clientSecret"]?.string,
      let end = members["registrationExpiresAt"]?.string.flatMap(Timestamp.init(iso8601:))
    else { return nil }
    return Renewal(
      refreshToken: refreshToken, clientID: clientID, clientSecret: clientSecret, endsAt: end)
  }

  /// The token that follows this one; all else that the file says stays.
  func renewed(
    _ accessToken: String, expiresAt: Timestamp, refreshToken: String?
  ) -> SSOToken {
    var token = self
    token.accessToken = accessToken
    token.expiresAt = expiresAt
    token.members["accessToken"] = .string(accessToken)
    // AWS's tools write whole seconds.
    token.members["expiresAt"] = .string(String("\(expiresAt)".prefix(19)) + "Z")
    if let refreshToken { token.members["refreshToken"] = .string(refreshToken) }
    return token
  }

  /// The token as a file of the cache.
  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.value(.object(members))
    return writer.bytes
  }
}

/// Where the token of one sign-in is kept.
struct SSOTokenCache {
  private let path: String
  private let environment: AWSEnvironment

  /// The file of a session's name or a start URL.
  init(key: String, _ environment: AWSEnvironment) throws {
    path = try Self.path(of: key)
    self.environment = environment
  }

  static func path(of key: String) throws -> String {
    "~/.aws/sso/cache/\(Hex.encode(try SHA1.digest(of: Array(key.utf8)))).json"
  }

  /// The token; nil when there is none.
  func token() throws -> SSOToken? {
    try environment.text(ofFileAt: path).flatMap { SSOToken(Array($0.utf8)) }
  }

  /// Replaces the token, as AWS's tools do: a refresh token may be good only once.
  func store(_ token: SSOToken) throws {
    try environment.replaceFile(at: path, with: token.bytes)
  }
}

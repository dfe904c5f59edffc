import DovetailCrypto
import DovetailTransport
import DovetailWire

/// A role's credentials for one who has signed in with `aws sso login`.
///
/// Source: AWS SDKs and Tools reference guide, "IAM Identity Center credential provider".
struct SSOCredentials: CredentialsProvider {
  /// What the profile says.
  struct Login: Hashable, Sendable {
    var account: String
    var role: String
    var region: String
    /// The name of the session, or the start URL of profiles in the older form: what the cached token
    /// is filed under.
    var cacheKey: String
  }

  let name: String
  let login: Login
  let environment: AWSEnvironment
  let metadata: MetadataClient

  /// Tokens that have less left are renewed.
  private static let margin = Duration.seconds(900)

  func fetch() async throws -> AWSCredentials {
    let token = try await token()
    let suffix = AWSPartition(of: login.region).suffix
    let origin = HTTPOrigin(.https, "portal.sso.\(login.region).\(suffix)")
    let query =
      "account_id=\(PercentEncoding.encode(login.account))"
      + "&role_name=\(PercentEncoding.encode(login.role))"
    let request = HTTPRequest(
      "GET", HTTPTarget(path: "/federation/credentials", query: query),
      headers: ["Host": origin.hostHeader, "x-amz-sso_bearer_token": token])
    let answer = try await metadata.answer(
      to: request, at: origin, for: self, timeout: .seconds(10), attempts: 3)
    guard answer.status != 401 else { throw expired() }
    guard answer.status == 200,
      let roleCredentials = CredentialsDocument(answer.body)?.object("roleCredentials"),
      let identifier = roleCredentials["accessKeyId"],
      let secret = roleCredentials["secretAccessKey"],
      let expiry = roleCredentials.integer("expiration")
    else {
      throw failure(
        "The portal answered with status \(answer.status); check the account and the role.",
        isTransient: answer.status >= 500)
    }
    return AWSCredentials(
      accessKeyID: identifier, secretAccessKey: secret,
      sessionToken: roleCredentials["sessionToken"],
      expiresAt: Timestamp(milliseconds: Int64(expiry)))
  }

  private func expired() -> AWSCredentialsError {
    failure("The sign-in has expired; run aws sso login again.")
  }

  /// The token that is in the cache, renewed if it is about to end and can be.
  private func token() async throws -> String {
    let cache = try SSOTokenCache(key: login.cacheKey, environment)
    guard let cached = try cache.token() else {
      throw failure("Nobody has signed in; run aws sso login first.")
    }
    let now = metadata.clock.now
    guard cached.expiresAt < now.advanced(by: Self.margin) else { return cached.accessToken }
    do {
      if let renewed = try await renew(cached) {
        try cache.store(renewed)
        return renewed.accessToken
      }
    } catch let error where cached.expiresAt > now && !(error is CancellationError) {
      // What is there is good for a while yet; the next fetch tries to renew it again.
    }
    guard cached.expiresAt > now else { throw expired() }
    return cached.accessToken
  }

  /// A new token for the refresh token; nil when there is none, or the registration has ended.
  private func renew(_ token: SSOToken) async throws -> SSOToken? {
    guard let renewal = token.renewal, renewal.endsAt > metadata.clock.now else { return nil }
    let suffix = AWSPartition(of: login.region).suffix
    let origin = HTTPOrigin(.https, "oidc.\(login.region).\(suffix)")
    var body = JSONWriter()
    body.object { body in
      body.member("clientId", renewal.clientID)
      body.member("clientSecret", renewal.clientSecret)
      body.member("grantType", "refresh_token")
      body.member("refreshToken", renewal.refreshToken)
    }
    let answer = try await metadata.answer(
      to: HTTPRequest(
        "POST", HTTPTarget(path: "/token"),
        headers: ["Host": origin.hostHeader, "Content-Type": "application/json"],
        body: body.bytes),
      at: origin, for: self, timeout: .seconds(10), attempts: 3)
    guard answer.status == 200, let document = CredentialsDocument(answer.body),
      let accessToken = document["accessToken"], let lifetime = document.integer("expiresIn")
    else {
      throw failure("The sign-in could not be renewed; run aws sso login again.")
    }
    return token.renewed(
      accessToken, expiresAt: metadata.clock.now.advanced(by: .seconds(lifetime)),
      refreshToken: document["refreshToken"])
  }
}

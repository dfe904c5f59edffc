public import DovetailWire

/// Where the credentials that requests are signed with come from.
public enum AWSCredentialsSource: Sendable {
  /// The first that is configured: keys in the environment, a web identity, the profile, the container's
  /// endpoint, the instance's metadata.
  case standard
  /// A profile of the shared files.
  case profile(String)
  /// These, for as long as they are good.
  case fixed(AWSCredentials)
  /// Whatever the closure returns; it is asked again before they expire, one call at a time.
  case custom(@Sendable () async throws -> AWSCredentials)
}

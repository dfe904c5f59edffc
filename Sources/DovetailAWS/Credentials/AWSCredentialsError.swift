/// Why there are no credentials to sign with.
public struct AWSCredentialsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The provider that was asked, such as "the instance's metadata service".
  public let provider: String
  /// What is missing or went wrong, and what to do; holds no secret.
  public let problem: String
  /// Whether the same provider may have them a little later.
  public let isTransient: Bool

  package init(_ provider: String, _ problem: String, isTransient: Bool = false) {
    self.provider = provider
    self.problem = problem
    self.isTransient = isTransient
  }

  /// A sentence that names the provider.
  public var description: String { "No credentials from \(provider): \(problem)" }
}

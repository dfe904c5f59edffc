import DovetailWire
import Synchronization

/// A provider that is looked for when credentials are first asked for, so that what is wrong with it is told
/// by the call that needs them.
final class LateProvider: CredentialsProvider {
  private let find: @Sendable () throws -> any CredentialsProvider
  private let found = Mutex<(any CredentialsProvider)?>(nil)

  init(_ find: @escaping @Sendable () throws -> any CredentialsProvider) {
    self.find = find
  }

  var name: String { found.withLock { $0?.name } ?? "the configured source" }

  var outlivesExpiry: Bool { found.withLock { $0?.outlivesExpiry } ?? false }

  func fetch() async throws -> AWSCredentials {
    try await provider().fetch()
  }

  private func provider() throws -> any CredentialsProvider {
    try found.withLock { found in
      if let provider = found { return provider }
      do {
        let provider = try find()
        found = provider
        return provider
      } catch let error as AWSSettingsError {
        throw AWSCredentialsError("the configured source", error.description)
      }
    }
  }
}

import DovetailTransport
import DovetailWire
import Synchronization

/// The first provider that is configured: the environment, a web identity, the profile, the container,
/// the instance.
///
/// One that is configured and fails ends the search: to pass on would hide why, and might use somebody
/// else's identity. Once one has had credentials, it is the one from then on; that there is none is
/// looked into anew each time.
final class StandardCredentials: CredentialsProvider {
  private let settings: AWSSettings
  private let tools: CredentialsTools
  private let found = Mutex<(any CredentialsProvider)?>(nil)

  init(_ settings: AWSSettings, _ tools: CredentialsTools) {
    self.settings = settings
    self.tools = tools
  }

  var name: String { found.withLock { $0?.name } ?? "the standard providers" }

  var outlivesExpiry: Bool { found.withLock { $0?.outlivesExpiry } ?? false }

  func fetch() async throws -> AWSCredentials {
    if let provider = found.withLock({ $0 }) { return try await provider.fetch() }
    let provider = try configured()
    do {
      let credentials = try await provider.fetch()
      found.withLock { $0 = provider }
      return credentials
    } catch let error as AWSCredentialsError where provider is InstanceCredentials {
      throw failure(
        "Nothing is set in the environment, the shared files or for a container, and "
          + "\(provider.name) has none: \(error.problem)", isTransient: error.isTransient)
    }
  }

  private func configured() throws -> any CredentialsProvider {
    let environment = tools.environment
    if !settings.isProfileExplicit {
      let keys = EnvironmentCredentials(environment: environment)
      if keys.isConfigured { return keys }
      if let identity = try WebIdentityCredentials.configured(in: environment, tools.sts()) {
        return identity
      }
    }
    let profiles = ProfileCredentials(profiles: settings.profiles, tools: tools)
    if let profile = settings.profile, let provider = try profiles.provider(of: profile) {
      return provider
    }
    let container = ContainerCredentials(environment: environment, metadata: tools.metadata)
    if container.isConfigured { return container }
    guard try environment.flag("AWS_EC2_METADATA_DISABLED") != true else {
      throw failure(
        "Nothing is set in the environment, the shared files or for a container, and "
          + "AWS_EC2_METADATA_DISABLED forbids the instance's metadata; set AWS_ACCESS_KEY_ID and "
          + "AWS_SECRET_ACCESS_KEY, or a profile.")
    }
    return InstanceCredentials(environment: environment, metadata: tools.metadata)
  }
}

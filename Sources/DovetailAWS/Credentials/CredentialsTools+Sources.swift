import DovetailWire

extension CredentialsTools {
  /// The provider that a source stands for.
  func provider(
    of source: AWSCredentialsSource, _ settings: AWSSettings
  ) throws -> any CredentialsProvider {
    switch source {
    case .standard: StandardCredentials(settings, self)
    case .profile(let name):
      try ProfileCredentials(profiles: settings.profiles, tools: self).provider(named: name)
    case .fixed(let credentials):
      FixedCredentials(name: "the configuration", credentials: credentials)
    case .custom(let find): CustomCredentials(find: find)
    }
  }
}

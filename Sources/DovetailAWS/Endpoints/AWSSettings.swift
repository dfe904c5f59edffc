package import DovetailTransport
import DovetailWire

/// What a configuration, the environment and the shared files come to: the first that says something
/// of a thing decides.
///
/// Source: AWS SDKs and Tools reference guide, "AWS Region", "Service-specific endpoints", "Retry
/// behavior".
package struct AWSSettings: Sendable {
  private let configuration: AWSConfiguration
  let environment: AWSEnvironment
  package let profiles: SharedProfiles
  /// The profile that goes for what is not said elsewhere; nil: there is none.
  package let profile: SharedProfile?
  private let usesFIPS: Bool
  private let usesDualStack: Bool
  private let ignoresEndpoints: Bool
  /// How often a call is attempted in all.
  package let maxAttempts: Int
  /// The region that the instance is in, for when nothing else names one.
  private var instanceRegion: String?

  /// Reads the shared files; throws ``AWSSettingsError`` for what cannot be used.
  package init(
    _ configuration: AWSConfiguration, _ environment: AWSEnvironment = .process
  ) throws(AWSSettingsError) {
    let profiles = try SharedProfiles(environment)
    let name = configuration.profile ?? environment["AWS_PROFILE"]
    let profile = profiles.profile(name ?? SharedProfile.defaultName)
    if let name, profile == nil {
      throw AWSSettingsError(
        "The profile \"\(name)\" is in neither ~/.aws/config nor ~/.aws/credentials.")
    }
    self.configuration = configuration
    self.environment = environment
    self.profiles = profiles
    self.profile = profile
    func flag(
      _ given: Bool?, _ variable: String, _ key: String
    ) throws(AWSSettingsError) -> Bool {
      if let given { return given }
      if let value = try environment.flag(variable) { return value }
      return try profile?.flag(key) ?? false
    }
    usesFIPS = try flag(
      configuration.usesFIPS, "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint")
    usesDualStack = try flag(
      configuration.usesDualStack, "AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint")
    ignoresEndpoints = try flag(
      nil, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls")
    maxAttempts = try Self.maxAttempts(configuration, environment, profile)
  }

  /// Whether the code has named the profile, which then goes before keys in the environment.
  var isProfileExplicit: Bool { configuration.profile != nil }

  private static let attempts = 1...20
  private static let usualAttempts = 3

  private static func maxAttempts(
    _ configuration: AWSConfiguration, _ environment: AWSEnvironment, _ profile: SharedProfile?
  ) throws(AWSSettingsError) -> Int {
    if let count = configuration.maxAttempts {
      guard attempts.contains(count) else {
        throw AWSSettingsError("maxAttempts is \(count); it must be 1 to 20.")
      }
      return count
    }
    guard let text = environment["AWS_MAX_ATTEMPTS"] ?? profile?["max_attempts"] else {
      return usualAttempts
    }
    guard let count = Int(text), count >= 1 else {
      throw AWSSettingsError(
        "AWS_MAX_ATTEMPTS, or max_attempts of the profile, is \"\(text)\"; it must be 1 to 20.")
    }
    return min(count, attempts.upperBound)
  }

  /// The region of a service; throws when nothing names one.
  package func region(of service: AWSService) throws(AWSSettingsError) -> String {
    let named =
      serviceConfiguration(service)?.region ?? configuration.region ?? environment["AWS_REGION"]
      ?? environment["AWS_DEFAULT_REGION"] ?? profile?["region"] ?? instanceRegion
    guard let named else {
      throw AWSSettingsError(
        "No region is set; write it in the URL (sqs://eu-west-1), or set AWS_REGION or region in ~/.aws/config.",
        lacksRegion: true)
    }
    return try Self.checked(named)
  }

  /// The same on an instance in that region.
  func located(in region: String) throws(AWSSettingsError) -> AWSSettings {
    var settings = self
    settings.instanceRegion = try Self.checked(region)
    return settings
  }

  /// Throws for a text that is not one label of a host's name.
  package static func checked(_ region: String) throws(AWSSettingsError) -> String {
    let isLabel =
      (1...63).contains(region.utf8.count) && !region.hasPrefix("-") && !region.hasSuffix("-")
      && region.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    guard isLabel else {
      throw AWSSettingsError("\"\(region)\" is not the name of a region, such as eu-west-1.")
    }
    return region
  }

  /// Where a service is, by what was configured or by AWS's rules.
  package func endpoint(of service: AWSService) throws(AWSSettingsError) -> AWSEndpoint {
    try endpoint(of: service, configured: nil, region: region(of: service))
  }

  /// Where a bucket is, and whether its name stands in the path.
  package func endpoint(
    of bucket: BucketName, in actualRegion: String? = nil
  ) throws(AWSSettingsError) -> (endpoint: AWSEndpoint, usesPathStyle: Bool) {
    let own = configuration.buckets[bucket]
    let region =
      if let named = actualRegion ?? own?.region { try Self.checked(named) } else {
        try self.region(of: .s3)
      }
    let endpoint = try endpoint(of: .s3, configured: own?.endpoint, region: region)
    let isHostable = EndpointRules.isHostable(bucket, endpoint.origin.scheme)
    let usesPathStyle = !isHostable || own?.usesPathStyle ?? endpoint.isCustom
    return (endpoint, usesPathStyle)
  }

  /// Where the queue of a URL is: where it says, unless an endpoint was configured.
  package func endpoint(ofQueueAt url: String) throws(AWSSettingsError) -> AWSEndpoint {
    let configured = try customEndpoint(of: .sqs)
    guard configured == nil, let (origin, _) = HTTPOrigin.split(url: url) else {
      return try endpoint(of: .sqs)
    }
    if let known = EndpointRules.endpoint(ofQueueAt: origin) { return known }
    return AWSEndpoint(origin, region: try region(of: .sqs), isCustom: true)
  }

  private func endpoint(
    of service: AWSService, configured: String?, region: String
  ) throws(AWSSettingsError) -> AWSEndpoint {
    let custom = try customEndpoint(of: service)
    if let url = configured ?? custom {
      guard !usesFIPS, !usesDualStack else {
        throw AWSSettingsError(
          "The endpoint \(url) goes neither with FIPS nor with dual-stack endpoints; "
            + "unset one of the two.")
      }
      return try AWSEndpoint(url: url, region: region)
    }
    let rules = EndpointRules(region: region, usesFIPS: usesFIPS, usesDualStack: usesDualStack)
    return AWSEndpoint(try rules.origin(of: service), region: region)
  }

  /// Where the token service is: in the region in use, or else in `profileRegion`.
  func stsEndpoint(profileRegion: String?) throws(AWSSettingsError) -> AWSEndpoint {
    let region: String
    do {
      region = try self.region(of: .sts)
    } catch {
      guard let profileRegion else { throw error }
      region = try Self.checked(profileRegion)
    }
    return try endpoint(of: .sts, configured: nil, region: region)
  }

  /// The URL that was configured for a service; what the code says counts in any case.
  private func customEndpoint(of service: AWSService) throws(AWSSettingsError) -> String? {
    if let url = serviceConfiguration(service)?.endpoint { return url }
    guard !ignoresEndpoints else { return nil }
    return environment["AWS_ENDPOINT_URL_\(service.variableSuffix)"]
      ?? environment["AWS_ENDPOINT_URL"]
      ?? profile?.service(service.rawValue, "endpoint_url") ?? profile?["endpoint_url"]
  }

  private func serviceConfiguration(_ service: AWSService) -> AWSServiceConfiguration? {
    switch service {
    case .sqs: configuration.sqs
    case .s3: configuration.s3
    case .sts: nil
    }
  }

  /// What was set for a bucket by itself.
  func bucket(_ name: BucketName) -> AWSBucketConfiguration? { configuration.buckets[name] }

  /// Where credentials come from.
  var credentials: AWSCredentialsSource { configuration.credentials }

  /// Where credentials for a service come from, if it has a source of its own.
  func ownCredentials(of service: AWSService) -> AWSCredentialsSource? {
    serviceConfiguration(service)?.credentials
  }
}

import DovetailTransport
import DovetailWire

/// Finds the provider that a profile of the shared files describes.
///
/// Within a profile a role goes first, then a sign-in, keys, and a program. Source: AWS SDKs and Tools
/// reference guide, "Standardized credential providers".
struct ProfileCredentials {
  let profiles: SharedProfiles
  let tools: CredentialsTools

  /// The provider; nil when the profile says nothing of credentials.
  ///
  /// Throws when what it says cannot be used.
  func provider(
    of profile: SharedProfile, behind visited: [String] = []
  ) throws -> (any CredentialsProvider)? {
    if profile["role_arn"] != nil, !visited.contains(profile.name) {
      return try roleProvider(profile, visited)
    }
    if let login = try login(of: profile) {
      return SSOCredentials(
        name: name(profile), login: login, environment: tools.environment,
        metadata: tools.metadata)
    }
    if let keys = try keys(of: profile) {
      return FixedCredentials(name: name(profile), credentials: keys)
    }
    return profile["credential_process"].map {
      ProcessCredentials(
        name: "the program of \(name(profile))", command: $0, run: tools.run)
    }
  }

  /// The provider of a profile that was asked for by name.
  func provider(named profileName: String) throws -> any CredentialsProvider {
    guard let profile = profiles.profile(profileName) else {
      throw AWSCredentialsError(
        "the profile \"\(profileName)\"",
        "It is in neither ~/.aws/config nor ~/.aws/credentials.")
    }
    guard let provider = try provider(of: profile) else {
      throw failure(
        profile,
        "It says nothing of credentials; give it keys, a role, an SSO session or a program.")
    }
    return provider
  }

  private func name(_ profile: SharedProfile) -> String { "the profile \"\(profile.name)\"" }

  private func failure(_ profile: SharedProfile, _ problem: String) -> AWSCredentialsError {
    AWSCredentialsError(name(profile), problem)
  }

  private func keys(of profile: SharedProfile) throws -> AWSCredentials? {
    let (identifierKey, secretKey) = ("aws_access_key_id", "aws_secret_access_key")
    switch (profile[identifierKey], profile[secretKey]) {
    case (let identifier?, let secret?):
      return AWSCredentials(
        accessKeyID: identifier, secretAccessKey: secret,
        sessionToken: profile["aws_session_token"])
    case (nil, nil): return nil
    case (nil, _?): throw failure(profile, "\(identifierKey) is missing.")
    case (_?, nil): throw failure(profile, "\(secretKey) is missing.")
    }
  }

  private func login(of profile: SharedProfile) throws -> SSOCredentials.Login? {
    let session = profile["sso_session"]
    guard session != nil || profile["sso_start_url"] != nil else { return nil }
    let values = try session.map { name in
      guard let values = profiles.ssoSession(name) else {
        throw failure(profile, "The section [sso-session \(name)] is missing.")
      }
      return values
    }
    func value(_ key: String) throws -> String {
      guard let text = profile[key] ?? values?[key] else {
        throw failure(profile, "\(key) is missing.")
      }
      return text
    }
    return try SSOCredentials.Login(
      account: value("sso_account_id"), role: value("sso_role_name"),
      region: AWSSettings.checked(value("sso_region")),
      cacheKey: session ?? value("sso_start_url"))
  }

  private func roleProvider(
    _ profile: SharedProfile, _ visited: [String]
  ) throws -> any CredentialsProvider {
    guard let role = profile["role_arn"] else { throw failure(profile, "role_arn is missing.") }
    let sessionName = profile["role_session_name"]
    if let file = profile["web_identity_token_file"] {
      return WebIdentityCredentials(
        name: name(profile), role: role, tokenFile: file, sessionName: sessionName,
        environment: tools.environment, sts: try tools.sts(profile["region"]))
    }
    if profile["mfa_serial"] != nil {
      throw failure(
        profile,
        "Its role asks for a code (mfa_serial), and a worker cannot ask anybody; use another profile."
      )
    }
    return AssumeRoleCredentials(
      name: name(profile), role: role, sessionName: sessionName, externalID: profile["external_id"],
      duration: try duration(of: profile), source: try source(of: profile, visited),
      sts: try tools.sts(profile["region"]))
  }

  private func duration(of profile: SharedProfile) throws -> Int? {
    guard let text = profile["duration_seconds"] else { return nil }
    guard let seconds = Int(text), (900...43_200).contains(seconds) else {
      throw failure(profile, "duration_seconds is \"\(text)\"; it must be 900 to 43200.")
    }
    return seconds
  }

  /// Whose credentials a profile's role is taken on with.
  private func source(
    of profile: SharedProfile, _ visited: [String]
  ) throws -> any CredentialsProvider {
    switch (profile["source_profile"], profile["credential_source"]) {
    case (let sourceName?, nil):
      guard let source = profiles.profile(sourceName) else {
        throw failure(profile, "Its source_profile \"\(sourceName)\" is not there.")
      }
      // A profile that names itself means its own keys.
      guard sourceName == profile.name || !visited.contains(sourceName) else {
        throw failure(
          profile,
          "Its source_profile leads back to itself: "
            + (visited + [profile.name, sourceName]).joined(separator: ", ") + ".")
      }
      guard let provider = try provider(of: source, behind: visited + [profile.name]) else {
        throw failure(profile, "Its source_profile \"\(sourceName)\" says nothing of credentials.")
      }
      return provider
    case (nil, "Environment"?): return EnvironmentCredentials(environment: tools.environment)
    case (nil, "Ec2InstanceMetadata"?):
      return InstanceCredentials(environment: tools.environment, metadata: tools.metadata)
    case (nil, "EcsContainer"?):
      return ContainerCredentials(environment: tools.environment, metadata: tools.metadata)
    case (nil, let other?):
      throw failure(
        profile,
        "credential_source is \"\(other)\"; it must be Environment, Ec2InstanceMetadata or EcsContainer."
      )
    case (nil, nil):
      throw failure(profile, "Its role needs source_profile or credential_source.")
    case (_?, _?):
      throw failure(profile, "It has source_profile and credential_source; keep one of them.")
    }
  }
}

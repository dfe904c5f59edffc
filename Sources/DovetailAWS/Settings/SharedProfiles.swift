/// The profiles of `~/.aws/config` and `~/.aws/credentials`, put together.
///
/// Source: AWS SDKs and Tools reference guide, "Shared config and credentials files".
package struct SharedProfiles: Sendable {
  private let configuration: SharedFile
  private let credentials: SharedFile

  /// Reads the texts of both files.
  init(configuration: String = "", credentials: String = "") {
    self.configuration = SharedFile(configuration)
    self.credentials = SharedFile(credentials)
  }

  /// Reads the files that the environment names, or those in the home folder, if they are there.
  ///
  /// Throws for one that a variable names and that is not there.
  package init(_ environment: AWSEnvironment) throws(AWSSettingsError) {
    self.init(
      configuration: try Self.text(
        in: environment, namedBy: "AWS_CONFIG_FILE", orAt: "~/.aws/config"),
      credentials: try Self.text(
        in: environment, namedBy: "AWS_SHARED_CREDENTIALS_FILE", orAt: "~/.aws/credentials"))
  }

  private static func text(
    in environment: AWSEnvironment, namedBy variable: String, orAt usual: String
  ) throws(AWSSettingsError) -> String {
    guard let path = environment[variable] else {
      return environment.home == nil ? "" : try environment.text(ofFileAt: usual) ?? ""
    }
    guard let text = try environment.text(ofFileAt: path) else {
      throw AWSSettingsError(
        "The environment variable \(variable) names \(path), which is not there; correct or unset it."
      )
    }
    return text
  }

  /// A profile; nil when neither file has it.
  ///
  /// What the credentials file says of a key goes before what the other says.
  package func profile(_ name: String) -> SharedProfile? {
    let described =
      configuration.sections["profile \(name)"]
      ?? (name == SharedProfile.defaultName ? configuration.sections[name] : nil)
    let secret = credentials.sections[name]
    guard described != nil || secret != nil else { return nil }
    return SharedProfile(
      name: name,
      values: (described?.values ?? [:]).merging(secret?.values ?? [:]) { $1 },
      services: described?.values["services"].flatMap {
        configuration.sections["services \($0)"]?.nested
      } ?? [:])
  }

  /// The keys of a single-sign-on session; nil when there is none of that name.
  func ssoSession(_ name: String) -> [String: String]? {
    configuration.sections["sso-session \(name)"]?.values
  }
}

/// One profile of the shared files.
package struct SharedProfile: Sendable {
  /// The name of the profile that goes for all who name none.
  package static let defaultName = "default"

  package let name: String
  private let values: [String: String]
  private let services: [String: [String: String]]

  init(name: String, values: [String: String], services: [String: [String: String]] = [:]) {
    self.name = name
    self.values = values
    self.services = services
  }

  /// The value of a key, in lower case; nil when it is not there or empty.
  package subscript(_ key: String) -> String? {
    values[key].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What the section of services that the profile names says of one of them.
  func service(_ id: String, _ key: String) -> String? {
    services[id]?[key].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A key that is "true" or "false"; nil when it is not there.
  func flag(_ key: String) throws(AWSSettingsError) -> Bool? {
    guard let text = self[key] else { return nil }
    return try AWSSettingsError.flag(text, of: "\(key) of the profile \"\(name)\"")
  }
}

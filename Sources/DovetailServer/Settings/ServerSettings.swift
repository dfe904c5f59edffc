package import DovetailTransport

/// What a configuration file, the environment or a command line says of a server; each leaves gaps.
package struct ServerSettings: Sendable {
  /// A setting's text, and where it stands, for errors.
  struct Entry: Sendable {
    var text: String
    var source: String
  }

  private(set) var entries: [ServerSetting: Entry] = [:]
  package var declarations = Declarations()
  package var faults: [FaultRule] = []
  package var credentials: [ServerCredentials] = []

  /// Says nothing.
  package init() {}

  /// Reads the variables of ``ServerSetting/variable``, and the key in `DOVETAIL_SERVE_ACCESS_KEY_ID`,
  /// `_SECRET_ACCESS_KEY` and `_SESSION_TOKEN`.
  package init(environment: [String: String]) throws(ServerError) {
    for setting in ServerSetting.allCases {
      guard let text = environment[setting.variable], !text.isEmpty else { continue }
      entries[setting] = Entry(text: text, source: setting.variable)
    }
    let key = environment["DOVETAIL_SERVE_ACCESS_KEY_ID"] ?? ""
    let secret = environment["DOVETAIL_SERVE_SECRET_ACCESS_KEY"] ?? ""
    guard key.isEmpty == secret.isEmpty else {
      throw ServerError(
        "DOVETAIL_SERVE_ACCESS_KEY_ID and DOVETAIL_SERVE_SECRET_ACCESS_KEY must be set both, or none."
      )
    }
    if !key.isEmpty {
      credentials = [
        ServerCredentials(
          accessKeyID: key, secretAccessKey: secret,
          sessionToken: environment["DOVETAIL_SERVE_SESSION_TOKEN"])
      ]
    }
  }

  /// Reads a configuration file, an object in JSON.
  package init(file bytes: [UInt8], named name: String) throws(ServerError) {
    var members = try JSONMembers(parsing: bytes, of: name)
    for setting in ServerSetting.allCases {
      switch setting {
      case .allowOrigin, .hostName:
        guard let texts = try members.texts(setting.rawValue) else { continue }
        entries[setting] = Entry(text: texts.joined(separator: ","), source: name)
      default:
        guard let text = try members.text(setting.rawValue) else { continue }
        entries[setting] = Entry(text: text, source: name)
      }
    }
    declarations = try Declarations(&members)
    faults = try FaultRule.list(&members)
    try members.end()
  }

  /// Takes what a flag says.
  package mutating func set(_ setting: ServerSetting, _ text: String) {
    entries[setting] = Entry(text: text, source: setting.flag)
  }

  /// What these leave open, taken from others, whose faults come behind.
  package func filled(from others: ServerSettings) -> ServerSettings {
    var filled = self
    filled.entries.merge(others.entries) { own, _ in own }
    if filled.credentials.isEmpty { filled.credentials = others.credentials }
    filled.declarations.queues += others.declarations.queues
    filled.declarations.buckets += others.declarations.buckets
    filled.faults += others.faults
    return filled
  }
}

// One setting at a time.
extension ServerSettings {
  package func text(_ setting: ServerSetting) -> String? { entries[setting]?.text }

  /// Whether a switch is on: `true` or `1`.
  package func isOn(_ setting: ServerSetting) throws(ServerError) -> Bool {
    try value(setting, "true or false") { text in
      switch text.lowercased() {
      case "true", "1", "yes": true
      case "false", "0", "no": false
      default: nil
      }
    } ?? false
  }

  /// What `read` makes of a setting's text; throws a sentence when that is nothing.
  package func value<Value>(
    _ setting: ServerSetting, _ wanted: String, _ read: (String) -> Value?
  ) throws(ServerError) -> Value? {
    guard let entry = entries[setting] else { return nil }
    guard let value = read(entry.text) else {
      let name = entry.source == setting.flag ? "" : " in \(entry.source)"
      throw ServerError(
        "\(setting.flag)\(name) must be \(wanted); \"\(entry.text)\" is something else.")
    }
    return value
  }
}

/// A setting of `dovetail serve`, by its name in a configuration file.
///
/// Its environment variable is ``variable``; its flag has the same words with hyphens.
package enum ServerSetting: String, CaseIterable, Hashable, Sendable {
  case url
  case ephemeral
  case host
  case port
  case account
  case region
  case baseURL = "baseUrl"
  case clock
  case clockStart
  case strict
  case autoCreate
  case insecure
  case allowOrigin
  case hostName
  case synchronous
  case stopTimeout
  case threads
  case logLevel
  /// The path of a file of keys.
  case credentials

  /// `DOVETAIL_SERVE_AUTO_CREATE`.
  package var variable: String {
    rawValue.reduce(into: "DOVETAIL_SERVE_") { name, letter in
      if letter.isUppercase { name += "_" }
      name += letter.uppercased()
    }
  }

  /// `--auto-create`.
  package var flag: String {
    rawValue.reduce(into: "--") { name, letter in
      name += letter.isUppercase ? "-\(letter.lowercased())" : String(letter)
    }
  }
}

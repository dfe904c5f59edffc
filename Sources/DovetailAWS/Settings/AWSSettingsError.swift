/// What the environment, a shared file or the code asks for cannot be used.
public struct AWSSettingsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A sentence that names the setting and says what to do; holds no secret.
  public let description: String
  /// Whether all that is missing is a region.
  let lacksRegion: Bool

  package init(_ description: String, lacksRegion: Bool = false) {
    self.description = description
    self.lacksRegion = lacksRegion
  }

  /// Reads "true" or "false", in any case.
  static func flag(_ text: String, of name: String) throws(AWSSettingsError) -> Bool {
    switch text.lowercased() {
    case "true": return true
    case "false": return false
    default:
      throw AWSSettingsError("\(name) is \"\(text)\"; it must be true or false.")
    }
  }
}

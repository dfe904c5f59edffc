import DovetailTransport

/// The name under which a role's session stands in logs: 2 to 64 characters of a small alphabet.
///
/// Source: STS API reference, AssumeRole, RoleSessionName.
enum RoleSessionName {
  /// A name for a session that was given none.
  static func make(at now: Timestamp) -> String { "dovetail-\(now.milliseconds)" }
}

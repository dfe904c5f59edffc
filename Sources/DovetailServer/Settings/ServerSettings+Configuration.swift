package import DovetailSQLite
package import DovetailTransport

extension ServerSettings {
  /// What the settings ask for, with the defaults where they say nothing.
  ///
  /// Throws ``ServerError`` for a value that a setting cannot have.
  package func configuration(
    at location: SQLiteDouble.Location
  ) throws(ServerError) -> ServerConfiguration {
    var configuration = ServerConfiguration()
    configuration.location = location
    configuration.host = text(.host) ?? configuration.host
    configuration.port =
      try value(.port, "a number from 0 to 65535") {
        Int($0).flatMap { (0...65_535).contains($0) ? $0 : nil }
      } ?? configuration.port
    configuration.baseURL = try value(.baseURL, "a URL such as https://queues.example.test") {
      Self.isURL($0) ? $0 : nil
    }
    configuration.isInsecure = try isOn(.insecure)
    configuration.createsOnRequest = try isOn(.autoCreate)
    configuration.allowedOrigins = try names(.allowOrigin, "* or origins such as https://a.test") {
      $0 == "*" || $0 == "null" || Self.isOrigin($0)
    }
    configuration.hostNames = try names(.hostName, "names such as queues.test, without a port") {
      Self.isHost($0)
    }
    configuration.stopTimeout =
      try value(.stopTimeout, "a duration such as 10s") {
        Duration(readable: $0)
      } ?? configuration.stopTimeout
    configuration.threads = try value(.threads, "a number from 1 to 64") {
      Int($0).flatMap { (1...64).contains($0) ? $0 : nil }
    }
    configuration.credentials = credentials
    configuration.declarations = declarations
    configuration.faults = faults
    try set(&configuration.database)
    try setClock(of: &configuration)
    return configuration
  }

  private func set(_ database: inout SQLiteConfiguration) throws(ServerError) {
    database.isStrict = try isOn(.strict)
    database.account =
      try value(.account, "twelve digits") {
        QueueURL.isAccount($0) ? $0 : nil
      } ?? database.account
    database.region = text(.region) ?? database.region
    database.synchronous =
      try value(.synchronous, "full, normal or off") {
        SQLiteConfiguration.Synchronous(rawValue: $0.uppercased())
      } ?? database.synchronous
  }

  /// A manual clock begins long before the time of any database, which then moves it to where it was.
  private func setClock(of configuration: inout ServerConfiguration) throws(ServerError) {
    let kind = try clockKind()
    let start = try value(.clockStart, "a moment such as 2026-01-31T12:00:00Z") {
      Timestamp(iso8601: $0)
    }
    switch kind {
    case .manual:
      configuration.clock = ManualClock(start: Timestamp(milliseconds: 0))
      configuration.clockStart = start ?? SystemClock().now
    case .system:
      guard start == nil else {
        throw ServerError("\(ServerSetting.clockStart.flag) is for --clock manual only.")
      }
    }
  }

  /// Whose time the server goes by.
  package func clockKind() throws(ServerError) -> ClockKind {
    try value(.clock, "system or manual", ClockKind.init(rawValue:)) ?? .system
  }

  private func names(
    _ setting: ServerSetting, _ wanted: String, _ isOne: (Substring) -> Bool
  ) throws(ServerError) -> Set<String> {
    try value(setting, wanted) { text in
      let names = text.lowercased().split(separator: ",")
      return names.allSatisfy(isOne) ? Set(names.map(String.init)) : nil
    } ?? []
  }

  /// A server over HTTP, perhaps with a path.
  private static func isURL(_ text: String) -> Bool {
    let parts = text.split(separator: "://", maxSplits: 1)
    guard parts.count == 2, ["http", "https"].contains(parts[0]) else { return false }
    return !parts[1].hasPrefix("/") && !parts[1].contains { " ?#".contains($0) }
  }

  /// A scheme and a host, as browsers send them.
  private static func isOrigin(_ text: Substring) -> Bool {
    let parts = text.split(separator: "://", omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { !$0.isEmpty && !$0.contains { "/ ".contains($0) } }
  }

  private static func isHost(_ text: Substring) -> Bool {
    let isAddress = text.hasPrefix("[") && text.hasSuffix("]")
    return !text.contains { "/ ".contains($0) } && (isAddress || !text.contains(":"))
  }
}

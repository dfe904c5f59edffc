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
    configuration.baseURL = text(.baseURL)
    configuration.isInsecure = try isOn(.insecure)
    configuration.createsOnRequest = try isOn(.autoCreate)
    configuration.allowedOrigins = names(.allowOrigin)
    configuration.hostNames = names(.hostName)
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

  private func names(_ setting: ServerSetting) -> Set<String> {
    Set((text(setting) ?? "").lowercased().split(separator: ",").map(String.init))
  }
}

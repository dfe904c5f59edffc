import Dovetail
import DovetailServer
import Foundation
import Logging

/// What `serve` is to do, read from flags, environment and files.
struct ServeSetup {
  let configuration: ServerConfiguration
  let printsEnvironment: Bool
  /// The folder that the server makes for its own file; nil: the user has named another.
  private let folder: String?

  init(_ options: ServeOptions) throws {
    let environment = ProcessInfo.processInfo.environment
    var settings = try options.settings().filled(from: ServerSettings(environment: environment))
    if let path = options.config ?? environment["DOVETAIL_SERVE_CONFIG"] {
      settings = settings.filled(
        from: try ServerSettings(file: try Self.contents(of: path), named: path))
    }
    if settings.credentials.isEmpty, let path = settings.text(.credentials) {
      settings.credentials = try ServerCredentials.list(
        file: try Self.contents(of: path), named: path)
    }
    let (location, folder) = try Self.location(settings)
    self.folder = folder
    var configuration = try settings.configuration(at: location)
    configuration.logger = try Self.logger(settings)
    if try settings.clockKind() == .system {
      configuration.database.warn = { [logger = configuration.logger] in logger.warning("\($0)") }
    }
    self.configuration = configuration
    printsEnvironment = options.printEnv
  }

  /// Makes the folder of the server's own file, which no version control is to take.
  func makeFolder() throws {
    guard let folder else { return }
    let files = FileManager.default
    do {
      try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let ignore = "\(folder)/.gitignore"
      if !files.fileExists(atPath: ignore) { try Data("*\n".utf8).write(to: URL(filePath: ignore)) }
    } catch {
      throw ServerError(
        "Could not make the folder \(folder) for the server's file: \(error.localizedDescription) "
          + "Name a file with --url sqlite:PATH, or keep nothing with --ephemeral.")
    }
  }

  private static func location(
    _ settings: ServerSettings
  ) throws -> (SQLiteDouble.Location, folder: String?) {
    let isEphemeral = try settings.isOn(.ephemeral)
    guard let url = settings.text(.url) else {
      if isEphemeral { return (.memory, nil) }
      let name = try settings.clockKind() == .manual ? "manual-clock.db" : "serve.db"
      return (.file(".dovetail/\(name)"), ".dovetail")
    }
    switch try BrokerURL(url).place {
    case .memory: return (.memory, nil)
    case .sqlite(let path):
      guard !isEphemeral else {
        throw ServerError("--ephemeral keeps nothing, so --url cannot name a file.")
      }
      return (.file(path), nil)
    case .sqs:
      throw ServerError("Only memory: and sqlite:PATH can be served; AWS serves itself.")
    }
  }

  private static func logger(_ settings: ServerSettings) throws -> Logger {
    let level = try settings.value(.logLevel, "trace, debug, info, notice, warning or error") {
      Logger.Level(rawValue: $0)
    }
    var logger = Logger(label: "dovetail") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = level ?? .notice
    return logger
  }

  private static func contents(of path: String) throws -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(filePath: path)))
    } catch {
      throw ServerError("\(path) cannot be read: \(error.localizedDescription)")
    }
  }
}

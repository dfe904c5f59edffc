import ArgumentParser
import DovetailSQLite
import DovetailServer
import DovetailTransport
import Foundation
import Logging

/// The other process: a server, until its input ends.
///
/// It prints its port.
struct ServedDoubleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "served-double", shouldDisplay: false)

  @Option(help: "The file; none: in memory.") var path: String?
  @Option var port = 0

  func run() async throws {
    var configuration = ServerConfiguration()
    configuration.port = port
    if let path { configuration.location = .file(path) }
    configuration.logger.logLevel = .warning
    let server = try await Server.start(configuration)
    // Not print, which keeps what goes into a pipe.
    try FileHandle.standardOutput.write(contentsOf: Data("\(server.port)\n".utf8))
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        while readLine() != nil {}
        continuation.resume()
      }
    }
    await server.stop()
  }
}

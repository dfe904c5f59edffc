import ArgumentParser
import Dovetail
import DovetailServer
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// Serves the double over HTTP, until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve SQS and S3 on one port, for AWS SDKs in any language.",
    discussion: """
      Options may stand in the environment too, as DOVETAIL_SERVE_PORT for --port, or in the file of \
      --config, as "port". A flag goes before the environment, and that before the file.
      """
  )

  @OptionGroup var options: ServeOptions

  func run() async throws {
    let setup = try ServeSetup(options)
    FileLimit.raise()
    try setup.makeFolder()
    let server = try await Server.start(setup.configuration)
    Greeting(setup, server).print()
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [.init(service: server)], gracefulShutdownSignals: [.sigterm, .sigint],
        logger: setup.configuration.logger))
    try await group.run()
  }
}

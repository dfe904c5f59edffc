import ArgumentParser
import Foundation

/// Measures how soon a parked poll ends by what another process sends, and what it costs to wait.
struct ShareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "share",
    abstract: "Measures parked polls on a file that another process sends to, and at rest."
  )

  @Option(help: "How many messages the other process sends.")
  var sends = 500

  @Option(help: "How long to look at a process at rest.")
  var seconds = 5.0

  @OptionGroup var scratch: ScratchFolder

  func validate() throws {
    guard sends > 1, sends <= 1_000_000 else {
      throw ValidationError("--sends must be 2 to 1,000,000.")
    }
    guard seconds > 0, seconds <= 15 else {
      throw ValidationError("--seconds must be more than 0 and at most 15: a poll ends after 20 s.")
    }
  }

  func run() async throws {
    try await scratch.with { folder in
      let path = folder.appendingPathComponent("shared.db").path
      print(try await WakeLatency.measure(path, sends: sends).markdown())
      print("| parked polls | threads | CPU, ms a second | context switches a second |")
      print("|---|---|---|---|")
      for count in [0, 1, 1_000, 10_000] {
        print(try await Rest.measure(path, polls: count, seconds: seconds).markdown())
      }
    }
  }
}

import ArgumentParser
import DovetailSQLite
import DovetailTransport
import Foundation

/// Measures how long others wait while a store clears away what nobody sees any more.
struct ClearCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear",
    abstract:
      "Measures a receive behind expired messages and a purge, and how others fare meanwhile."
  )

  @Option(help: "How many messages are to be cleared away.")
  var messages = 100_000

  @OptionGroup var scratch: ScratchFolder

  func validate() throws {
    guard messages >= 1000, messages <= 10_000_000 else {
      throw ValidationError("--messages must be 1,000 to 10,000,000.")
    }
  }

  func run() async throws {
    try await scratch.with { folder in
      print("| store | call | ms | longest send to another queue meanwhile, ms |")
      print("|---|---|---|---|")
      for store in Store.allCases {
        let path = folder.appendingPathComponent("clear.db").path
        let clearing = try await Clearing.make(store == .file ? .file(path) : .memory, messages)
        for line in try await clearing.measure() { print("| \(store.rawValue) | \(line) |") }
        await clearing.close()
      }
    }
  }
}

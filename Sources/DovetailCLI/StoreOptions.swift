import ArgumentParser
import Dovetail
import Foundation

/// Where the queues are, and how to print.
struct StoreOptions: ParsableArguments {
  @Option(help: "Where the queues are: sqlite:PATH. Default: the variable DOVETAIL_URL.")
  var url: String?

  @Flag(help: "Print JSON, an object a line.")
  var json = false

  /// Opens the database, runs `body`, and closes it, whatever comes of it.
  func withStore(_ body: (SQLiteDouble) async throws -> Void) async throws {
    let double = try await SQLiteDouble.open(location())
    do {
      try await body(double)
    } catch {
      await double.close()
      throw error
    }
    await double.close()
  }

  private func location() throws -> SQLiteDouble.Location {
    guard let text = url ?? ProcessInfo.processInfo.environment["DOVETAIL_URL"] else {
      throw ValidationError("Say where the queues are: --url sqlite:PATH, or DOVETAIL_URL.")
    }
    switch try BrokerURL(text).place {
    case .sqlite(let path): return .file(path)
    case .memory:
      throw ValidationError(
        "\"memory:\" is empty in every process; name a file: --url sqlite:PATH.")
    }
  }
}

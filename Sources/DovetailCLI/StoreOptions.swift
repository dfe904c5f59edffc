import ArgumentParser
import Dovetail
import Foundation

/// Where the queues are, and how to print.
struct StoreOptions: ParsableArguments {
  @Option(
    help: "Where the queues are: sqlite:PATH or sqs://REGION. Default: the variable DOVETAIL_URL.")
  var url: String?

  @Flag(help: "Print JSON, an object a line.")
  var json = false

  /// Opens the store, runs `body`, and closes it, whatever comes of it.
  func withStore(_ body: (Store) async throws -> Void) async throws {
    let store = try await open()
    do {
      try await body(store)
    } catch {
      await store.close()
      throw error
    }
    await store.close()
  }

  private func open() async throws -> Store {
    guard let text = url ?? ProcessInfo.processInfo.environment["DOVETAIL_URL"] else {
      throw ValidationError(
        "Say where the queues are: --url sqlite:PATH or sqs://REGION, or DOVETAIL_URL.")
    }
    switch try BrokerURL(text).place {
    case .sqlite(let path): return Store(try await SQLiteDouble.open(.file(path)))
    case .sqs(let place): return Store(try AWSClient(place.applied(to: AWSConfiguration())))
    case .memory:
      throw ValidationError(
        "\"memory:\" is empty in every process; name a file: --url sqlite:PATH.")
    }
  }
}

import ArgumentParser
import Dovetail

/// Where the queues are, and how to print.
struct StoreOptions: ParsableArguments {
  @OptionGroup var place: PlaceOptions

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
    switch try BrokerURL(place.text).place {
    case .sqlite(let path): return Store(try await SQLiteDouble.open(.file(path)))
    case .sqs(let place): return Store(try AWSClient(place.applied(to: AWSConfiguration())))
    case .memory:
      throw ValidationError(
        "\"memory:\" is empty in every process; name a file: --url sqlite:PATH.")
    }
  }
}

import ArgumentParser

/// Measures what it costs to have many stores in memory.
struct StoresCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stores",
    abstract: "Opens, uses and closes a thousand stores in memory, and ten thousand."
  )

  func run() async throws {
    print(
      """
      | stores in memory | µs to open one | CPU µs | µs to use one | µs to close one | KiB each | \
      threads |
      |---|---|---|---|---|---|---|
      """)
    for count in [1_000, 10_000] {
      print(try await StoreOpening.measure(count).markdown())
    }
  }
}

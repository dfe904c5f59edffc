import ArgumentParser

/// Measures what tests cost that have a broker each.
struct TestingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "testing",
    abstract: "Runs a thousand tests with a broker each."
  )

  func run() async throws {
    print("| a test broker | µs each | CPU µs | \(TestBrokerCost.tests) tests, s |")
    print("|---|---|---|---|")
    for deed in TestBrokerCost.Deed.allCases {
      let cost = try await TestBrokerCost.measure(deed)
      print(cost.row)
      guard deed == .run else { continue }
      print("")
      print(
        Bar(name: "a thousand tests, s", target: 2, measured: cost.sample.seconds, side: .atMost))
    }
  }
}

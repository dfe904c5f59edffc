import ArgumentParser
import Foundation

/// Compares the server, on a file and in memory, with another emulator of SQS under the same load, in turns.
struct PeersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peers",
    abstract: "Compares the server with MiniStack: rate and latency of sends at 16 connections.",
    discussion: """
      MiniStack keeps messages in memory; the aim is for a file that has each on the disk.
      The first run installs MiniStack from PyPI below .build; it takes Python 3.10 or newer.
      """)

  @Option(help: "Rounds, each of both servers; the median counts.") var rounds = 7
  @Option(help: "Messages to MiniStack in a round; ten times as many to the server.")
  var messages = 3_200
  @Flag(help: "Three rounds of half as many messages.") var short = false
  @OptionGroup var scratch: ScratchFolder

  private static let connections = 16

  func validate() throws {
    guard rounds > 0, messages >= 32 else {
      throw ValidationError("Give at least one round and 32 messages.")
    }
  }

  func run() async throws {
    let machine = Machine()
    let peer = try MiniStack.install().start()
    defer { peer.stop() }
    try await scratch.with { folder in
      let own = try ServedProcess(path: folder.appendingPathComponent("peers.db").path)
      defer { own.stop() }
      let inMemory = try ServedProcess(path: nil)
      defer { inMemory.stop() }
      try compare(own, inMemory, peer)
    }
    if let others = machine.shareOfOthers {
      print("\nThe servers and other programs took \(number(others * 100)) % of the processors.")
    }
  }

  private func compare(
    _ own: ServedProcess, _ inMemory: ServedProcess, _ peer: ServedProcess
  ) throws {
    let calls = (short ? messages / 2 : messages) / Self.connections
    // What is done for the first time.
    for server in [own, inMemory, peer] { _ = try load(server, calls) }
    var ours: [WireLoad.Result] = []
    var oursInMemory: [WireLoad.Result] = []
    var theirs: [WireLoad.Result] = []
    for _ in 0..<(short ? 3 : rounds) {
      theirs.append(try load(peer, calls))
      ours.append(try load(own, calls * 10))
      oursInMemory.append(try load(inMemory, calls * 10))
    }
    print("| SendMessage at 16 connections | messages/s | p50 ms | p99 ms | CPU µs a message |")
    print("|---|---|---|---|---|")
    print(row("Dovetail, file with FULL", ours))
    print(row("Dovetail, memory", oursInMemory))
    print(row("MiniStack \(MiniStack.version), memory", theirs))
    let rates = zip(ours, theirs).map { $0.rate / $1.rate }
    let ratesInMemory = zip(oursInMemory, theirs).map { $0.rate / $1.rate }
    let tails = zip(ours, theirs).map { $0.p99 / $1.p99 }
    print(Bar(name: "rate of the file, times MiniStack's", target: 10, measured: rates.median))
    print("- in memory, times MiniStack's rate: \(number(ratesInMemory.median))")
    print(Bar(name: "p99, times MiniStack's", target: 1, measured: tails.median, side: .atMost))
  }

  private func load(_ server: ServedProcess, _ calls: Int) throws -> WireLoad.Result {
    _ = try WireConnection(port: server.port).call(WireRequest.createQueue("load"))
    let request = WireRequest.send(
      to: "http://127.0.0.1:4566/000000000000/load", String(repeating: "x", count: 256))
    return try WireLoad(server: server).run(
      connections: Self.connections, calls: calls, messages: 1
    ) { connection, _ in _ = try connection.call(request) }
  }

  private func row(_ name: String, _ results: [WireLoad.Result]) -> String {
    let cells = [
      name, number(results.map(\.rate).median), number(results.map(\.latencies.median).median),
      number(results.map(\.p99).median), number(results.map(\.cpuMicroseconds).median),
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }
}

extension WireLoad.Result {
  fileprivate var p99: Double { latencies.quantile(0.99) }
}

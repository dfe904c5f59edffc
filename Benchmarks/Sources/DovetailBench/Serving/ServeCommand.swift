import ArgumentParser
import Foundation

/// Measures a server in a process of its own, by what it costs for each message.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Measures the server: processor time for each message, deep queues, parked polls.")

  @Option(help: "Thousands of messages in each measurement.") var thousands = 20
  @Option(help: "Rounds, of which the median counts.") var rounds = 3
  @Flag(help: "Leaves out deep queues and parked polls.") var short = false
  @OptionGroup var scratch: ScratchFolder

  func validate() throws {
    guard thousands > 0, rounds > 0 else { throw ValidationError("Give numbers above 0.") }
  }

  func run() async throws {
    let machine = Machine()
    var bars: [Bar] = []
    print("| where | what | CPU µs a message (rounds) | messages/s | p50 ms | p99 ms |")
    print("|---|---|---|---|---|---|")
    try await scratch.with { folder in
      bars += try sends("memory", nil, [55, 18, 100])
      bars += try sends("file", folder.appendingPathComponent("sends.db").path, [80, 20, 150])
    }
    if !short {
      bars += try await scratch.with { try DeepServing(folder: $0).bars() }
      bars += try ParkedServing.bars()
    }
    for bar in bars { print(bar) }
    if let others = machine.shareOfOthers {
      print("\nThe server and other programs took \(number(others * 100)) % of the processors.")
    }
  }

  private func sends(_ place: String, _ path: String?, _ targets: [Double]) throws -> [Bar] {
    let server = try ServedProcess(path: path)
    defer { server.stop() }
    let load = WireLoad(server: server)
    let queue = "http://127.0.0.1:4566/000000000000/load"
    _ = try WireConnection(port: server.port).call(WireRequest.createQueue("load"))
    let body = String(repeating: "x", count: 256)
    let one = WireRequest.send(to: queue, body)
    let ten = WireRequest.sendTen(to: queue, body)
    let shapes = [
      ("SendMessage at 16 connections", 16, 1, one), ("in batches of ten", 16, 10, ten),
      ("SendMessage at 1 connection", 1, 1, one),
      ("GET of no faults at 1 connection", 1, 1, WireRequest.faults),
    ]
    var bars: [Bar] = []
    for (turn, shape) in shapes.enumerated() {
      let (name, connections, messages, request) = shape
      let calls = thousands * 1000 / connections / messages
      _ = try load.run(connections: connections, calls: calls / 10 + 1, messages: messages) {
        _ = try $0.call(request)
        _ = $1
      }
      let results = try (0..<rounds).map { _ in
        try load.run(connections: connections, calls: calls, messages: messages) {
          _ = try $0.call(request)
          _ = $1
        }
      }
      let costs = results.map(\.cpuMicroseconds)
      let latencies = results.flatMap(\.latencies)
      let cells = [
        place, name, "\(number(costs.median)) (\(costs.map(number).joined(separator: ", ")))",
        number(results.map(\.rate).median), number(latencies.median),
        number(latencies.quantile(0.99)),
      ]
      print("| \(cells.joined(separator: " | ")) |")
      // What an answer costs that touches no queue has no aim: it is what the others stand on.
      guard targets.indices.contains(turn) else { continue }
      let target = targets[turn]
      bars.append(
        Bar(
          name: "\(place), \(name): CPU µs a message", target: target, measured: costs.median,
          side: .atMost))
    }
    return bars
  }
}

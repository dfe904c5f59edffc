import Foundation

/// What a receive of ten and their deletion cost over the wire, on deep queues against a shallow one.
struct DeepServing {
  let folder: URL

  func bars() throws -> [Bar] {
    let shallow = try cost(of: 5_000, "depth")
    var bars: [Bar] = []
    for depth in [100_000, 1_000_000] {
      let deep = try cost(of: depth, "depth")
      if depth == 100_000 {
        bars.append(
          Bar(name: "MiB resident at 100,000", target: 60, measured: deep.resident, side: .atMost))
      }
      bars.append(
        Bar(
          name: "receive+delete at \(depth) against 5,000", target: 1.2,
          measured: deep.cost / shallow.cost, side: .atMost))
    }
    let shallowGroups = try cost(of: 5_000, "depth.fifo")
    let groups = try cost(of: 200_000, "depth.fifo")
    bars.append(
      Bar(
        name: "receive+delete at 200,000 groups against 5,000", target: 1.2,
        measured: groups.cost / shallowGroups.cost, side: .atMost))
    return bars
  }

  private func cost(of depth: Int, _ name: String) throws -> (cost: Double, resident: Double) {
    let path = folder.appendingPathComponent("\(name)-\(depth).db").path
    let server = try ServedProcess(path: path)
    defer { server.stop() }
    let queue = "http://127.0.0.1:4566/000000000000/\(name)"
    _ = try WireConnection(port: server.port).call(WireRequest.createQueue(name))
    let body = String(repeating: "x", count: 256)
    let isFIFO = name.hasSuffix(".fifo")
    let load = WireLoad(server: server)
    _ = try load.run(connections: 16, calls: depth / 160, messages: 10) { connection, turn in
      let request = WireRequest.sendTen(
        to: queue, body, groups: isFIFO ? { "g\(turn)-\($0)" } : nil,
        ids: isFIFO ? { "d\(turn)-\($0)" } : nil)
      _ = try connection.call(request)
    }
    let resident = server.residentMiB
    let receive = WireRequest.receiveTen(from: queue)
    let turn: @Sendable (WireConnection, Int) throws -> Void = { connection, _ in
      let receipts = WireRequest.receipts(in: try connection.call(receive))
      guard receipts.count == 10 else {
        throw BenchmarkError(what: "a receive brought \(receipts.count) messages")
      }
      _ = try connection.call(WireRequest.delete(receipts, from: queue))
    }
    _ = try load.run(connections: 4, calls: 20, messages: 10, turn)
    let result = try load.run(connections: 4, calls: 90, messages: 10, turn)
    let cells = [
      "file", "receive+delete of ten, \(name), \(depth) messages", number(result.cpuMicroseconds),
      number(result.rate), number(result.latencies.median),
      number(result.latencies.quantile(0.99)),
    ]
    print("| \(cells.joined(separator: " | ")) |")
    return (result.cpuMicroseconds, resident)
  }
}

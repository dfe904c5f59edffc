import Foundation

/// What a thousand receives that wait cost.
enum ParkedServing {
  static func bars() throws -> [Bar] {
    let server = try ServedProcess(path: nil)
    defer { server.stop() }
    _ = try WireConnection(port: server.port).call(WireRequest.createQueue("idle"))
    let queue = "http://127.0.0.1:4566/000000000000/idle"
    let connections = try (0..<1000).map { _ in
      let connection = try WireConnection(port: server.port)
      try connection.send(WireRequest.receiveTen(from: queue, wait: 20))
      return connection
    }
    Thread.sleep(forTimeInterval: 2)
    let (cpu, switches) = (server.cpuSeconds, server.switches)
    Thread.sleep(forTimeInterval: 10)
    let share = (server.cpuSeconds - cpu) / 10
    // A thread that has ended wakes no more.
    let wakes = server.switches.reduce(0) { $0 + $1.value - switches[$1.key, default: 0] } / 10
    withExtendedLifetime(connections) {}
    return [
      Bar(
        name: "1,000 parked polls, % of a core", target: 0.1, measured: share * 100,
        side: .atMost),
      Bar(name: "wake-ups a second meanwhile", target: 2, measured: wakes, side: .atMost),
    ]
  }
}

import Foundation
import Synchronization

/// Load on a server over some connections, each on a thread of its own.
struct WireLoad {
  let server: ServedProcess

  struct Result {
    var messages: Int
    var seconds: Double
    var cpuSeconds: Double
    /// In milliseconds, of each call.
    var latencies: [Double]

    var cpuMicroseconds: Double { cpuSeconds * 1e6 / Double(messages) }
    var rate: Double { Double(messages) / seconds }
  }

  /// Makes `calls` calls on each of so many connections; a call handles `messages` messages.
  func run(
    connections: Int, calls: Int, messages: Int,
    _ call: @escaping @Sendable (WireConnection, Int) throws -> Void
  ) throws -> Result {
    let latencies = Mutex<[Double]>([])
    let failure = Mutex<(any Error)?>(nil)
    let cpu = server.cpuSeconds
    let start = ContinuousClock.now
    let port = server.port
    let group = DispatchGroup()
    for number in 0..<connections {
      group.enter()
      Thread.detachNewThread {
        do {
          let connection = try WireConnection(port: port)
          var own: [Double] = []
          for turn in 0..<calls {
            let before = ContinuousClock.now
            try call(connection, number * calls + turn)
            own.append((ContinuousClock.now - before) / .milliseconds(1))
          }
          latencies.withLock { $0 += own }
        } catch {
          failure.withLock { $0 = error }
        }
        group.leave()
      }
    }
    group.wait()
    if let error = failure.withLock({ $0 }) { throw error }
    return Result(
      messages: connections * calls * messages,
      seconds: (ContinuousClock.now - start) / .seconds(1), cpuSeconds: server.cpuSeconds - cpu,
      latencies: latencies.withLock { $0 })
  }
}

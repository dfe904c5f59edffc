import DovetailSQLite
import DovetailTransport
import Foundation

/// How long it takes from the beginning of a send in another process to the end of a parked poll in this
/// one, beside how long the send itself took; in microseconds.
struct WakeLatency {
  private var wakes: [Double] = []
  private var sends: [Double] = []

  static let queue = "wakes"

  static func measure(_ path: String, sends count: Int) async throws -> WakeLatency {
    let double = try await SQLiteDouble.open(.file(path))
    let queue = try QueueName(queue)
    try await double.administration.createQueue(queue)
    let sender = Process()
    sender.executableURL = Bundle.main.executableURL
    sender.arguments = ["sender", path, "\(count)"]
    try sender.run()

    var latency = WakeLatency()
    let options = ReceiveOptions(maxMessages: 1, waitTime: .seconds(20))
    while latency.wakes.count < count {
      let messages = try await double.queues.receive(from: queue, options)
      let end = SenderCommand.microseconds
      guard let message = messages.first else {
        throw BenchmarkError(what: "the other process sends no more")
      }
      let times = message.body.split(separator: " ").compactMap { Double($0) }
      latency.wakes.append(end - times[0])
      if times[1] > 0 { latency.sends.append(times[1]) }
      try await double.queues.delete(message.receipt, from: queue)
    }
    sender.waitUntilExit()
    await double.close()
    return latency
  }

  func markdown() -> String {
    """
    | from the beginning of a send, ms | p50 | p99 | most |
    |---|---|---|---|
    | to its answer | \(cells(sends)) |
    | to the end of a poll parked in another process | \(cells(wakes)) |

    """
  }

  private func cells(_ microseconds: [Double]) -> String {
    [0.5, 0.99, 1].map { number(microseconds.quantile($0) / 1000) }.joined(separator: " | ")
  }
}

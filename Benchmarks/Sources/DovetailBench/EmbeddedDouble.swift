import DovetailSQLite
import DovetailTransport
import Foundation

/// The side that is judged: messages through the public API of the embedded double.
struct EmbeddedDouble {
  let double: SQLiteDouble
  let queue: QueueName
  var message = OutgoingMessage(Body.text)

  static func open(_ location: SQLiteDouble.Location) async throws -> EmbeddedDouble {
    let double = try await SQLiteDouble.open(location)
    let queue = try QueueName("benchmark")
    try await double.administration.createQueue(queue)
    return EmbeddedDouble(double: double, queue: queue)
  }

  func close() async {
    await double.close()
  }

  func send(_ count: Int, _ shape: Shape) async throws {
    let queues = double.queues
    let batch = Array(repeating: message, count: shape.batch)
    try await eachCaller(of: shape, count) {
      for outcome in try await queues.send(batch, to: queue) { _ = try outcome.get() }
    }
  }

  /// Takes out `count` messages, which must be there.
  func receiveAndDelete(_ count: Int, _ shape: Shape) async throws {
    let queues = double.queues
    let options = ReceiveOptions(maxMessages: shape.batch, waitTime: .zero)
    try await eachCaller(of: shape, count) {
      let messages = try await queues.receive(from: queue, options)
      guard messages.count == shape.batch else {
        throw BenchmarkError(what: "received \(messages.count) of \(shape.batch) messages")
      }
      for outcome in try await queues.delete(messages.map(\.receipt), from: queue) {
        try outcome.get()
      }
    }
  }

  /// Lets the callers run at once, each as often as its part of `count` takes.
  private func eachCaller(
    of shape: Shape, _ count: Int, _ call: @escaping @Sendable () async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<shape.callers {
        group.addTask {
          for _ in 0..<(count / shape.callers / shape.batch) { try await call() }
        }
      }
      try await group.waitForAll()
    }
  }
}

/// What every message says, on both sides.
enum Body {
  /// 256 bytes.
  static let text = String(repeating: "0123456789abcdef", count: 16)
}

/// Why nothing was measured.
struct BenchmarkError: Error, CustomStringConvertible {
  var what: String
  var description: String { "The benchmark failed: \(what)." }
}

import DovetailSQLite
import DovetailTransport
import Foundation

/// What it costs to have many stores in memory, as a test suite does that opens one for each case.
struct StoreOpening {
  /// How many stores were open at once.
  var stores: Int
  /// Of one store, opened by one caller after the other.
  var openMicroseconds: Double
  /// Processor time of the whole process.
  var openCPUMicroseconds: Double
  /// To make a queue, send a message and receive it, in each of them at once.
  var useMicroseconds: Double
  var closeMicroseconds: Double
  /// The most threads that the process was seen to have; nil where it cannot be told.
  var threads: Int?
  /// What the process grew by, a store; nil where it cannot be told.
  var kibibytes: Double?

  static func measure(_ count: Int) async throws -> StoreOpening {
    let before = Machine.residentBytes
    var stores: [SQLiteDouble] = []
    let opening = Stopwatch()
    for _ in 0..<count { stores.append(try await SQLiteDouble.open(.memory)) }
    let open = opening.stop(after: count)
    let using = Stopwatch()
    let threads = try await use(stores)
    let use = using.stop(after: count)
    let grown = Machine.residentBytes.flatMap { after in before.map { after - $0 } }
    let closing = Stopwatch()
    for store in stores { await store.close() }
    let close = closing.stop(after: count)
    return StoreOpening(
      stores: count, openMicroseconds: 1e6 / open.rate,
      openCPUMicroseconds: open.cpuMicroseconds, useMicroseconds: 1e6 / use.rate,
      closeMicroseconds: 1e6 / close.rate, threads: threads,
      kibibytes: grown.map { Double($0) / 1024 / Double(count) })
  }

  func markdown() -> String {
    let cells = [
      number(Double(stores)), number(openMicroseconds), number(openCPUMicroseconds),
      number(useMicroseconds), number(closeMicroseconds), kibibytes.map(number) ?? "?",
      threads.map { "\($0)" } ?? "?",
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }

  /// Sends and receives a message in each store, in all at once; returns the most threads seen.
  private static func use(_ stores: [SQLiteDouble]) async throws -> Int? {
    let queue = try QueueName("benchmark")
    return try await withThrowingTaskGroup(of: Int?.self) { group in
      for store in stores {
        group.addTask {
          try await store.administration.createQueue(queue)
          _ = try await store.queues.send(OutgoingMessage(Body.text), to: queue)
          guard try await store.queues.receive(from: queue).count == 1 else {
            throw BenchmarkError(what: "a message was not received")
          }
          return Machine.threads
        }
      }
      return try await group.reduce(nil) { most, threads in max(most ?? 0, threads ?? 0) }
    }
  }
}

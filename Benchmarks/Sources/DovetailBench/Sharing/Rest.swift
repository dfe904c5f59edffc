import DovetailSQLite
import DovetailTransport
import Foundation

/// What a process uses while polls are parked on a file and nothing happens.
struct Rest {
  var polls: Int
  /// Nil where the system does not tell.
  var threads: Int?
  var cpuMillisecondsPerSecond: Double
  var switchesPerSecond: Double

  static func measure(_ path: String, polls: Int, seconds: Double) async throws -> Rest {
    let double = try await SQLiteDouble.open(.file(path))
    let queue = try QueueName("rest")
    try await double.administration.createQueue(queue)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<polls {
        group.addTask {
          // Ends with an error when the double is closed.
          _ = try? await double.queues.receive(from: queue, ReceiveOptions(waitTime: .seconds(20)))
        }
      }
      try await Task.sleep(for: .seconds(2))  // They park, and threads without work end.
      let (cpu, switches) = (Stopwatch.cpuSeconds, Self.switches)
      try await Task.sleep(for: .seconds(seconds))
      let rest = Rest(
        polls: polls, threads: Machine.threads,
        cpuMillisecondsPerSecond: (Stopwatch.cpuSeconds - cpu) * 1000 / seconds,
        switchesPerSecond: Double(Self.switches - switches) / seconds)
      await double.close()
      return rest
    }
  }

  func markdown() -> String {
    let cells = [
      "\(polls)", threads.map { "\($0)" } ?? "?", number(cpuMillisecondsPerSecond),
      number(switchesPerSecond),
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }

  /// How often threads of the process were switched to and from.
  private static var switches: Int {
    var usage = rusage()
    #if os(Linux)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #else
      getrusage(RUSAGE_SELF, &usage)
    #endif
    return usage.ru_nvcsw + usage.ru_nivcsw
  }
}

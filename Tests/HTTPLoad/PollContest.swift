import DovetailAWS
import DovetailWire
import Foundation

/// Makes short calls alone and beside parked polls, in turns, and prints a line for each turn: which it was,
/// how many callers there were, the p50 of a call and the processor time of one, both in µs.
struct PollContest {
  private static let polls = 64
  private static let calls = 1000
  private static let manyPolls = 1000

  private let client: HTTPClient
  private let origin: HTTPOrigin

  static func run(rounds: Int) async throws {
    let server = try await LoadServer.start()
    defer { server.stop() }
    let contest = PollContest(client: try HTTPClient(), origin: server.origin)
    _ = try await contest.turn(callers: 8)
    for round in 0..<rounds {
      for callers in [1, 8] {
        // Who comes first changes, so that a machine that slows down harms both alike.
        for isBeside in round.isMultiple(of: 2) ? [false, true] : [true, false] {
          let line = try await contest.besidePolls(isBeside ? polls : 0) {
            try await contest.turn(callers: callers)
          }
          print("\(isBeside ? "polls" : "alone") \(callers) \(line)")
        }
      }
    }
    let threads = try await contest.besidePolls(manyPolls) {
      try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        .split(separator: "\n").first { $0.hasPrefix("Threads:") } ?? ""
    }
    print("\(threads)")
    await contest.client.shutdown()
  }

  /// Does something while so many polls are parked; they end with it.
  private func besidePolls<Answer: Sendable>(
    _ count: Int, _ body: () async throws -> Answer
  ) async throws -> Answer {
    let before = try await servedPolls()
    return try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<count {
        group.addTask { try await call("/poll", HTTPCallOptions(timeout: nil)) }
      }
      while try await servedPolls() < before + count {}
      let answer = try await body()
      group.cancelAll()
      while let result = await group.nextResult() {
        if case .failure(let error) = result, !(error is CancellationError) { throw error }
      }
      return answer
    }
  }

  /// The p50 and the processor time of calls, which so many callers share.
  private func turn(callers: Int) async throws -> String {
    let start = Self.processorTime
    let latencies = try await withThrowingTaskGroup(of: [Double].self) { group in
      for _ in 0..<callers {
        group.addTask {
          var latencies: [Double] = []
          for _ in 0..<Self.calls / callers {
            let start = ContinuousClock.now
            try await call("/call")
            latencies.append((ContinuousClock.now - start) / .microseconds(1))
          }
          return latencies
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }.sorted()
    }
    let processor = (Self.processorTime - start) / Double(latencies.count)
    return "\(latencies[latencies.count / 2]) \(processor)"
  }

  /// How many polls the server has had.
  private func servedPolls() async throws -> Int {
    Int(String(decoding: try await call("/polls").body, as: UTF8.self)) ?? 0
  }

  @discardableResult
  private func call(
    _ target: String, _ options: HTTPCallOptions = HTTPCallOptions()
  ) async throws -> HTTPResponse {
    let request = HTTPRequest(
      "POST", HTTPTarget(target), headers: ["Host": origin.hostHeader],
      body: [UInt8](repeating: 0x78, count: 256))
    return try await client.answer(to: request, at: origin, options)
  }

  /// What the process has used so far, in µs.
  private static var processorTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
  }
}

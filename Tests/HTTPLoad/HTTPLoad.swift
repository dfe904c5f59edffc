import Foundation

/// Puts load on the HTTP client: for the benchmark, which runs it beside its server in another process, and
/// for the leak check.
@main
struct HTTPLoad {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    let count = arguments.dropFirst().first.flatMap { Int($0) }
    switch (arguments.first, count) {
    case ("serve", nil): try LoadServer.run()
    case ("polls", let rounds?): try await PollContest.run(rounds: rounds)
    case ("leaks", let calls?): try await LeakLoad.run(calls: calls)
    default:
      FileHandle.standardError.write(
        Data("usage: http-load serve | polls ROUNDS | leaks CALLS\n".utf8))
      exit(64)
    }
  }
}

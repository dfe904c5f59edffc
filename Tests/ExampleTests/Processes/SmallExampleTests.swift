import ChildProcesses
import Testing

@Suite("Small examples", .timeLimit(.minutes(1)))
struct SmallExampleTests {
  /// Runs an example to its end; returns the lines that it printed.
  private func output(of example: String) async throws -> [Substring] {
    let (ending, output) = try await ChildProcess.startSibling(example, []).wait()
    try #require(ending == .exited(0))
    return output.split(separator: "\n")
  }

  @Test func `delay: a task runs when it is due, after many hops`() async throws {
    #expect(
      try await output(of: "example-delay") == [
        "2027-01-15T08:00:00.000Z: A room is booked.",
        "2027-01-17T08:00:00.000Z: Dear Ada, we look forward to your visit.",
        "The message was sent on 191 times on its way.",
      ])
  }

  @Test func `large payloads: a body is kept while its task waits, and then removed`() async throws
  {
    #expect(
      try await output(of: "example-large-payloads") == [
        "Sent: 4200102 bytes at payloads/report-7.json",
        "Done: 0 bytes at payloads/done/report-7",
        "The report of 4100000 bytes has 100000 lines.",
      ])
  }
}

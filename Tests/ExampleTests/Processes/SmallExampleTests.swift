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

  @Test func `batching: tasks share requests, and those held can be taken back`() async throws {
    #expect(
      try await output(of: "example-batching") == [
        "Ten callers: 0 held, 10 accepted in 1 requests",
        "Sent by and by: 5 held",
        "Flushed: 0 held, 35 accepted in 4 requests",
        "Cleared: 3 taken back",
        "35 tasks were run: 0 held, 35 accepted in 4 requests",
      ])
  }

  @Test func `fifo: what is behind a failed task waits for it, and a repeated click is dropped`()
    async throws
  {
    let lines = try await output(of: "example-fifo")

    #expect(lines.last == "5 bookings were made; 0 are left.")
    let booked = lines.filter { $0.hasPrefix("Ada: ") }
    #expect(
      booked == [
        "Ada: deposit 100", "Ada: withdraw 70: the bank is closed", "Ada: withdraw 70",
        "Ada: withdraw 30",
      ])
  }

  @Test func `fan-out: a second call adds nothing, and the status tells done from failed`()
    async throws
  {
    #expect(
      try await output(of: "example-fan-out") == [
        "Sent 4 tasks.",
        "Sent 0 more by a second call.",
        "Before the work: 0 of 4 done, failed: [], outstanding: 4",
        "After it: 3 of 4 done, failed: [\"sprinklers\"], outstanding: 0",
        "The roof is of slate.",
      ])
  }
}

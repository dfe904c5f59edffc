import ChildProcesses
import Testing

@Suite("Small examples", .timeLimit(.minutes(5)))
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

  @Test func `raw events: a scheduled event is read, and what is none is a dead letter`()
    async throws
  {
    let lines = try await output(of: "example-raw-events")

    #expect(lines.contains("Scheduled Event of the rule Nightly, due at 2027-01-15T03:00:00Z"))
    #expect(lines.contains("  received 1 time"))
    #expect(lines.contains("info: Hello world"))
    #expect(lines.contains("  SentTimestamp: 1800000000000"))
    #expect(lines.last?.hasPrefix("A dead letter: TaskArgumentError") == true)
    #expect(lines.count == 7)
  }

  @Test func `dead letters: one looks, mends and pushes back what that helps`() async throws {
    #expect(
      try await output(of: "example-dead-letters") == [
        "charge failed after 3 runs: CardDeclined: the card is declined",
        "charge failed after 1 runs: UnknownCustomer: nobody of that name",
        "1 pushed back.",
        "Ada paid 1250",
        "1 is left in default-dlq.",
      ])
  }

  @Test func `batch handlers: one call for all, and an answer for each`() async throws {
    #expect(
      try await output(of: "example-batch-handlers") == [
        "A call with 27 readings, attempt 1",
        "A call with 1 readings, attempt 2",
        "The last reading of the cellar is in a row: true",
        "26 readings are stored.",
        "A dead letter: BelowAbsoluteZero: no such temperature",
      ])
  }

  @Test func `service: a signal ends it in the midst, and nothing is lost or run twice`()
    async throws
  {
    #expect(
      try await output(of: "example-service") == [
        "200 tasks are sent.",
        "The first worker was asked to end, and did: true",
        "It was in the midst: true",
        "What it had begun is finished, the rest is there: true",
        "Nothing is held by a worker that is gone: true",
        "The second one did the rest: true",
        "Each task was run once: true",
      ])
  }

  @Test func `lambda: what has not failed is deleted, and the rest comes again`() async throws {
    let lines = try await output(of: "example-lambda")

    #expect(
      lines.filter { !$0.hasPrefix("  ") } == [
        "Lambda calls with 2 messages.",
        "1 have failed.",
        "Lambda calls with 1 messages.",
        "0 have failed.",
        "small-cat.png",
        "0 messages are left.",
        "A dead letter: NoSuchImage: NoSuchImage()",
      ])
    #expect(lines.contains("  attempt 1: succeeded"))
  }
}

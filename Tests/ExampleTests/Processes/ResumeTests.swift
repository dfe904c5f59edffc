import ChildProcesses
import Foundation
import Testing

@testable import documents

@Suite("Resuming", .timeLimit(.minutes(5)))
struct ResumeTests {
  @Test func `a process that is killed after a third of the results loses no task`() async throws {
    try await Program.withFixtures { program in
      let uninterrupted = try await program.output(queue: "memory:")

      // Slow enough that it cannot end before the kill, however late we read its progress.
      let killed = try program.start(queue: program.queue, "--concurrency", "4", "--pace", "50")
      let reached = try #require(await killed.progress { $0.done * 3 >= $0.total })
      killed.kill()
      #expect(reached.done < reached.total)
      #expect(try await killed.wait().ending == .killed(signal: SIGKILL))
      let resumed = try await program.output(queue: program.queue)

      #expect(resumed == uninterrupted)
    }
  }

  @Test func `a process that is asked to end says so, and another goes on`() async throws {
    try await Program.withFewTexts { program in
      let asked = try program.start(queue: program.queue, "--concurrency", "2", "--pace", "400")
      _ = try #require(await asked.progress { $0.done > 0 })
      kill(asked.id, SIGTERM)
      #expect(try await asked.wait().ending == .exited(1))
      let resumed = try await program.output(queue: program.queue)

      #expect(try await program.output(queue: "memory:") == resumed)
    }
  }

  @Test func `a job without a record of what was sent is sent again`() async throws {
    try await Program.withFewTexts { program in
      let first = try await program.output(queue: program.queue)
      try FileManager.default.removeItem(atPath: program.folder + "/documents.db.sent.json")
      let second = try await program.output(queue: program.queue)

      #expect(second == first)
    }
  }
}

extension ChildProcess {
  /// Reads the process's progress until it is as wanted; nil when the process ends before.
  fileprivate func progress(_ isWanted: (ProgressLine) -> Bool) async -> ProgressLine? {
    for await text in errorLines {
      if let line = ProgressLine(text), isWanted(line) { return line }
    }
    return nil
  }
}

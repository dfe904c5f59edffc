import ChildProcesses
import DovetailTransport

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Runs the programs that profiles name.
struct Programs: Sendable {
  let environment: AWSEnvironment
  let clock: any WallClock

  /// A program that takes longer is killed.
  private static let timeout = Duration.seconds(60)
  /// A program that prints more is killed, in bytes.
  private static let outputLimit = 65_536

  /// Why a program's output cannot be used.
  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs a program to its end, and returns its exit code and what it printed.
  func run(_ words: [String]) async throws -> ProgramOutput {
    let child = try ChildProcess.start(
      URL(fileURLWithPath: path(of: words[0])), Array(words.dropFirst()))
    return try await withThrowingTaskGroup(of: ProgramOutput.self) { group in
      group.addTask {
        guard let output = try await child.output(upTo: Self.outputLimit) else {
          throw Fault(description: "it printed more than \(Self.outputLimit) bytes.")
        }
        switch output.ending {
        case .exited(let code): return ProgramOutput(exitCode: code, bytes: output.bytes)
        case .killed(let signal): throw Fault(description: "it was killed by signal \(signal).")
        }
      }
      group.addTask {
        try await clock.sleep(for: Self.timeout)
        throw Fault(description: "it did not end within \(Self.timeout).")
      }
      defer { group.cancelAll() }
      guard let output = try await group.next() else { throw CancellationError() }
      return output
    }
  }

  /// The file of a program: as it is written if it has a slash, else the first on `PATH`.
  private func path(of program: String) throws -> String {
    guard !program.contains("/") else { return program }
    let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    let path = folders.map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let path else { throw Fault(description: "it is not in PATH.") }
    return path
  }
}

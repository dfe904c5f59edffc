import ChildProcesses
import Foundation
import Testing

@testable import documents

/// The program `documents` as it was built beside the tests, with a folder of its own.
struct Program {
  let folder: String
  /// The folder of texts that it reads.
  let fixtures: String

  /// Runs `body` with a folder that is removed afterwards, on the documents of the example.
  static func withFixtures(_ body: (Program) async throws -> Void) async throws {
    let fixtures = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../Fixtures")
    try await TemporaryFolder.with(nil) { folder in
      try await body(Program(folder: folder, fixtures: fixtures.standardizedFileURL.path))
    }
  }

  /// The same on a few small texts, for what does not need more.
  static func withFewTexts(_ body: (Program) async throws -> Void) async throws {
    try await TemporaryFolder.with(nil) { folder in
      for number in 1...6 {
        try Data("Title: Text \(number)\n\nThis is the text.\n".utf8)
          .write(to: URL(fileURLWithPath: "\(folder)/\(number).txt"))
      }
      try await body(Program(folder: folder, fixtures: folder))
    }
  }

  /// The URL of a queue in the folder.
  var queue: String { "sqlite:\(folder)/documents.db" }

  /// Starts `documents work`  on the texts.
  func start(queue: String, _ arguments: String...) throws -> ChildProcess {
    let common = [
      "work", "--queue", queue, "--fixtures", fixtures, "--workspace", folder,
      "--visibility", "1",
    ]
    return try ChildProcess.startSibling("documents", common + arguments)
  }

  /// Runs `documents work` to its end; returns what it printed.
  func output(queue: String) async throws -> String {
    let process = try start(queue: queue)
    var log: [String] = []
    for await line in process.errorLines { log.append(line) }
    let (ending, output) = try await process.wait()
    try #require(ending == .exited(0), "\(log.joined(separator: "\n"))")
    return output
  }
}

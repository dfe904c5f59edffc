import ArgumentParser
import Foundation

/// Where a command puts its files.
struct ScratchFolder: ParsableArguments {
  @Option(help: "Where to put the files; a folder is made there and removed at the end.")
  var directory = FileManager.default.temporaryDirectory.path

  /// Makes a folder, lets `body` use it, and removes it.
  func with<Answer>(_ body: (URL) async throws -> Answer) async throws -> Answer {
    let folder = URL(fileURLWithPath: directory, isDirectory: true)
      .appendingPathComponent("dovetail-bench-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // What is left behind is a temporary folder, so a failure to remove it is not worth an error.
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
  }
}

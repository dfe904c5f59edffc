#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A folder of our own that goes when we go.
enum TemporaryFolder {
  /// Runs `body` with the folder `existing`, or else with a new one that is removed afterwards.
  static func with<Value>(
    _ existing: String?, keep: Bool = false, _ body: (String) async throws -> Value
  ) async throws -> Value {
    if let existing { return try await body(existing) }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("documents-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      if keep {
        Terminal.writeLine("The files are in \(folder.path).")
      } else {
        // What cannot be removed is the system's to clean up; the job itself is done.
        try? FileManager.default.removeItem(at: folder)
      }
    }
    return try await body(folder.path)
  }
}

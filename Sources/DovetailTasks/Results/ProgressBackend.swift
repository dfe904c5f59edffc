import DovetailTransport

/// A result backend that also keeps how far runs have come.
///
/// Nothing depends on it: a report that is lost is made up for by the next one.
public protocol ProgressBackend: Sendable {
  /// Stores how far a task's run has come, whatever was there.
  func storeProgress(_ progress: TaskProgress, of task: TaskID) async throws

  /// How far the task's run has come; nil when nothing is known.
  func progress(of task: TaskID) async throws -> TaskProgress?

  /// Forgets how far the task's run has come; does nothing when nothing is known.
  func removeProgress(of task: TaskID) async throws
}

extension BlobResultBackend: ProgressBackend {
  /// Writes a JSON object with `fraction`, `text` and `reportedAt`.
  public func storeProgress(_ progress: TaskProgress, of task: TaskID) async throws {
    _ = try await folder.store.put(
      try JSONCoders.encode(progress), at: folder.key(Self.progress(of: task)))
  }

  /// Reads it; throws ``TaskFormatError`` when it is none.
  public func progress(of task: TaskID) async throws -> TaskProgress? {
    guard let blob = try await folder.read(Self.progress(of: task)) else { return nil }
    do {
      return try JSONCoders.decode(TaskProgress.self, from: blob.bytes)
    } catch {
      throw TaskFormatError(
        document: "progress of a task", member: nil, problem: "is no object of its form")
    }
  }

  /// Removes it.
  public func removeProgress(of task: TaskID) async throws {
    try await folder.remove(Self.progress(of: task))
  }

  private static func progress(of task: TaskID) -> String { "progress/\(task.rawValue)" }
}

extension ChildProcess {
  /// What a process wrote, and how it ended.
  package struct Output: Sendable {
    package let ending: Ending
    /// All that it wrote to stdout.
    package let bytes: [UInt8]
  }

  /// Waits for the process to end; what it writes to stderr is dropped.
  ///
  /// Called once, and instead of `wait`. Nil: it wrote more than `limit` bytes and was killed.
  /// Cancelled, it kills the process.
  package func output(upTo limit: Int) async throws -> Output? {
    try await withTaskCancellationHandler {
      async let errors: Void = { for await _ in errorLines.chunks {} }()
      var bytes: [UInt8] = []
      for await chunk in outputLines.chunks {
        bytes += chunk
        if bytes.count > limit {
          kill()
          return nil
        }
      }
      for await ending in ending {
        kill()
        await errors
        return Output(ending: ending, bytes: bytes)
      }
      throw CancellationError()
    } onCancel: {
      kill()
    }
  }
}

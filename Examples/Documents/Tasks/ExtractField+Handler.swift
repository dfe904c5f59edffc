import Dovetail

extension ExtractField {
  /// What a worker does with the task.
  ///
  /// The library is captured: it is the worker's, not the task's.
  static func handler(reading library: Library, pace: Duration) -> TaskHandler {
    handle(retry: .constant(.seconds(1), maxAttempts: 3)) { task, context in
      // The context's clock, so that a test could move it.
      try await context.clock.sleep(for: pace)
      if task.field == .language, context.attempt == 1 { throw DictionariesNotLoaded() }
      let document = try library.document(task.document)
      return Finding(value: try document.value(of: task.field), attempt: context.attempt)
    }
  }
}

extension Worker {
  /// Works as ``run()`` does, with this shutdown policy.
  ///
  /// ```swift
  /// try await worker.run(until: .idle(for: .seconds(300)))
  /// ```
  public func run(until policy: ShutdownPolicy) async throws {
    var worker = self
    worker.shutdownPolicy = policy
    try await worker.run()
  }
}

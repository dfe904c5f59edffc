import DovetailTransport

// The results of many tasks.
extension Broker {
  /// Waits for many tasks to end, for `timeout` in all; returns the value or an error for each, in order.
  ///
  /// At most sixteen are waited for at a time, so what is asked of the store while tasks run does not grow
  /// with their number: each result is read once or twice, and a few again and again. Those whose turn comes
  /// after the time-out are still looked at, once. The errors are those of ``Job/value(timeout:removing:)``.
  public func values<Output>(
    of jobs: [Job<Output>], timeout: Duration
  ) async -> [Result<Output, any Error>] {
    let deadline = clock.now.advanced(by: timeout)
    var values: [Int: Result<Output, any Error>] = [:]
    await withTaskGroup(of: (Int, Result<Output, any Error>).self) { group in
      for (place, job) in jobs.enumerated() {
        if place >= Self.waitWidth, let (place, value) = await group.next() {
          values[place] = value
        }
        group.addTask {
          do {
            return (place, .success(try await job.value(until: deadline)))
          } catch {
            return (place, .failure(error))
          }
        }
      }
      for await (place, value) in group { values[place] = value }
    }
    return jobs.indices.map { values[$0] ?? .failure(CancellationError()) }
  }

  private static let waitWidth = 16
}

import DovetailTransport

/// Counts a conclusion as the requests that it would be on SQS and S3.
extension MeteredTransport: ConcludingTransport {
  func commits(with store: any BlobStore) -> Bool {
    guard let inner = inner as? any ConcludingTransport else { return false }
    return inner.commits(with: (store as? MeteredBlobStore)?.inner ?? store)
  }

  func conclude(
    _ entries: [Conclusion], on queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    guard let inner = inner as? any ConcludingTransport else {
      throw TransportError(.unsupportedOperation, attempt: "conclude on \(queue)")
    }
    meter.count(.delete, at: .queue(queue)) { $0.add(entries: entries.count) }
    for entry in entries {
      guard let bucket = entry.object?.key.bucket else { continue }
      meter.count(.putObject, at: .bucket(bucket)) { $0.add(entries: 1) }
    }
    return try await inner.conclude(entries, on: queue)
  }
}

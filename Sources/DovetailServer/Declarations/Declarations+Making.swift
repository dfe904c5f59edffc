internal import DovetailSQLite
internal import DovetailTransport

extension Declarations {
  /// Makes what is not there yet, and gives queues that are there their declared attributes and tags.
  ///
  /// All queues are made before the first is told of its dead-letter queue. Throws ``ServerError``, a
  /// sentence that names the queue or bucket.
  package func make(in account: ServerAccount) async throws {
    for queue in queues {
      try await naming("queue \(queue.name)") { try await make(queue, in: account) }
    }
    for queue in queues {
      guard let target = queue.deadLetterQueue else { continue }
      let arn = QueueARN(region: account.region, account: account.id, queue: target)
      var attributes = QueueAttributes()
      attributes.redrivePolicy = RedrivePolicy(
        deadLetterTarget: arn, maxReceiveCount: queue.maxReceiveCount)
      try await naming("the dead-letter queue of \(queue.name)") {
        try await account.administration.setAttributes(attributes, of: queue.name)
      }
    }
    for bucket in buckets {
      try await naming("bucket \(bucket)") {
        guard try await account.objects.bucket(bucket) == nil else { return }
        try await account.objects.createBucket(
          bucket, CreateBucketOptions(location: account.region))
      }
    }
  }

  private func make(_ queue: QueueDeclaration, in account: ServerAccount) async throws {
    let administration = account.administration
    guard try await administration.exists(queue.name) else {
      try await administration.createQueue(queue.name, queue.attributes, tags: queue.tags)
      return
    }
    // That it is a FIFO queue its name says, and cannot be set.
    var attributes = queue.attributes
    attributes[.fifoQueue] = nil
    if !attributes.values.isEmpty {
      try await administration.setAttributes(attributes, of: queue.name)
    }
    if !queue.tags.isEmpty { try await administration.tag(queue.name, with: queue.tags) }
  }

  private func naming(_ place: String, _ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let error as TransportError {
      throw ServerError("Could not set up \(place): \(error.detail ?? error.code.rawValue)")
    }
  }
}

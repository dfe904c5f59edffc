internal import DovetailSQLite
internal import DovetailTransport

/// Makes the server forget everything, as if it had been started on an empty database.
struct ResetPage {
  let state: ServerState
  let call: InspectorCall

  func response() async throws -> ServerResponse {
    guard call.path.count == 1 else { throw call.notFound }
    try call.allow("POST")
    state.faults.removeAll()
    for (id, region) in try await state.double.accounts() {
      let account = try await state.accounts.account(id, region: region)
      try await deleteQueues(of: account)
      try await deleteBuckets(of: account)
    }
    try await state.double.forgetDeletedQueues()
    state.calls.reset()
    try await state.prepare()
    return .json { $0.member("now", state.clock.now) }
  }

  private func deleteQueues(of account: ServerAccount) async throws {
    var queues: [QueueName] = []
    repeat {
      queues = try await account.administration.listQueues(ListQueuesOptions()).queues
      for queue in queues {
        try await passingOver(.queueDoesNotExist) {
          try await account.administration.deleteQueue(queue)
        }
      }
    } while !queues.isEmpty
  }

  private func deleteBuckets(of account: ServerAccount) async throws {
    var buckets: [BucketInfo] = []
    repeat {
      buckets = try await account.objects.listBuckets(ListBucketsOptions()).buckets
      for bucket in buckets {
        try await passingOver(.bucketDoesNotExist) { try await delete(bucket.name, of: account) }
      }
    } while !buckets.isEmpty
  }

  /// Empties a bucket a page at a time, then deletes it.
  private func delete(_ bucket: BucketName, of account: ServerAccount) async throws {
    while true {
      let entries = try await account.objects.list(bucket, ListBlobsOptions()).entries
      if entries.isEmpty { break }
      let outcomes = try await account.objects.delete(entries.map(\.key), in: bucket)
      for outcome in outcomes { try outcome.get() }
    }
    try await account.objects.deleteBucket(bucket)
  }

  /// What others have deleted meanwhile is what is wanted.
  private func passingOver(
    _ code: TransportError.Code, _ body: () async throws -> Void
  ) async throws {
    do {
      try await body()
    } catch let error as TransportError where error.code == code {}
  }
}

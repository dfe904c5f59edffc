public import DovetailTransport

/// How the messages went that a host had received.
public struct HostedReport: Sendable {
  /// How each delivery went, in the order in which they ended.
  public let tasks: [TaskReport]
  /// The messages that the host must not delete, in the order in which it gave them.
  public let failures: [MessageID]

  init(tasks: [TaskReport], messages: [MessageID]) {
    self.tasks = tasks
    let settled = Set(tasks.lazy.filter(\.outcome.isSettled).map(\.messageID))
    failures = messages.filter { !settled.contains($0) }
  }

  /// The answer that AWS Lambda expects for a batch, when ReportBatchItemFailures is set.
  public var partialBatchResponse: PartialBatchResponse {
    PartialBatchResponse(failures: failures)
  }
}

/// Which messages of a batch have failed, as AWS Lambda reads it from JSON.
///
/// Source: AWS Lambda developer guide, "Reporting batch item failures for Lambda functions with an Amazon
/// SQS trigger".
public struct PartialBatchResponse: Codable, Hashable, Sendable {
  /// A message that has failed.
  public struct ItemFailure: Codable, Hashable, Sendable {
    /// Its id.
    public let itemIdentifier: String
  }

  /// The messages that have failed; none: the whole batch has succeeded.
  public let batchItemFailures: [ItemFailure]

  /// The JSON that Lambda reads.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { object in
      object.member("batchItemFailures") { writer in
        writer.array(batchItemFailures) { writer, failure in
          writer.object { $0.member("itemIdentifier", failure.itemIdentifier) }
        }
      }
    }
    return writer.bytes
  }

  init(failures: [MessageID]) {
    batchItemFailures = failures.map { ItemFailure(itemIdentifier: $0.rawValue) }
  }
}

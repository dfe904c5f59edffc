import DovetailTransport

/// The checks of a whole batch, in the order of SQS.
///
/// Source: SQS API reference, SendMessageBatch, "Errors"; the texts are those SQS answers with.
enum BatchRules {
  /// Checks the number of entries and their ids, and returns the ids.
  static func check(_ ids: [String?]?, of action: SQSAction) throws -> [String] {
    let ids = try ids.required("Entries")
    try MessageRules.checkBatch(count: ids.count, of: action.rawValue)
    let given = try ids.enumerated().map { (place, id) throws(SQSError) in
      guard let id, !id.isEmpty else { throw missingParameter("\(action.entry(place)).Id") }
      return id
    }
    guard given.allSatisfy(isLegal) else {
      throw SQSError(
        .invalidBatchEntryID,
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be "
          + "at most 80 letters long.")
    }
    for (place, id) in given.enumerated() where given[..<place].contains(id) {
      throw SQSError(.batchEntryIDsNotDistinct, "Id \(id) repeated.")
    }
    return given
  }

  private static func isLegal(_ id: String) -> Bool {
    id.utf8.count <= SQSLimits.queueNameLength && id.utf8.allSatisfy(QueueName.isLegal)
  }
}

extension SQSAction {
  /// The name of a batch's entry in errors, by its place from 0: "SendMessageBatchRequestEntry.1".
  func entry(_ place: Int) -> String { "\(rawValue)RequestEntry.\(place + 1)" }
}

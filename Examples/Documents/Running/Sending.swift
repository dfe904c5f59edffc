import Dovetail

/// A task that a queue has accepted.
struct SentTask: Codable, Hashable {
  var task: ExtractField
  /// Finds the task's result, in this process or another.
  var id: TaskID
}

/// Fans the job out: one task per document and field.
struct Sending {
  let broker: Broker

  func send(_ documents: [String]) async throws -> [SentTask] {
    var sent: [SentTask] = []
    for document in documents {
      let tasks = Field.allCases.map { ExtractField(document: document, field: $0) }
      // One request for the fields of a document, and an outcome for each of them.
      let outcomes = await broker.enqueueAll(tasks)
      for (task, outcome) in zip(tasks, outcomes) {
        sent.append(SentTask(task: task, id: try outcome.get().id))
      }
    }
    return sent
  }
}

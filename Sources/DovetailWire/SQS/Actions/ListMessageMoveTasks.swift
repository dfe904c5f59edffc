package import DovetailTransport

/// ListMessageMoveTasks: the last move tasks of a dead-letter queue.
package struct ListMessageMoveTasks: SQSCall {
  package static let action = SQSAction.listMessageMoveTasks

  package var source: QueueARN
  /// At most this many, 1 to 10.
  package var maxResults: Int

  package init(source: QueueARN, maxResults: Int) {
    self.source = source
    self.maxResults = maxResults
  }

  package init(_ reader: inout JSONReader) throws {
    var source: String?
    var maxResults: Int?
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "SourceArn": source = try reader.text()
      case "MaxResults": maxResults = try reader.integer()
      default: try reader.skip()
      }
    }
    self.source = try QueueARN(source.required("SourceArn"), parameter: "SourceArn")
    self.maxResults = maxResults ?? 1
  }

  package func write(to object: inout JSONObjectWriter) {
    object.member("SourceArn", source.description)
    object.member("MaxResults", ifAny: maxResults)
  }

  package func write(_ answer: [MoveTask], to object: inout JSONObjectWriter) {
    guard !answer.isEmpty else { return }
    object.member("Results") { writer in
      writer.array(answer) { writer, task in writer.object { task.write(to: &$0) } }
    }
  }

  package func readAnswer(_ reader: inout JSONReader) throws -> [MoveTask] {
    var tasks: [WireMoveTask] = []
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "Results":
        let read = try reader.list { (reader) throws(JSONError) in
          var task = WireMoveTask()
          try reader.object { (name, reader) throws(JSONError) in try task.read(name, &reader) }
          return task
        }
        tasks = read ?? []
      default: try reader.skip()
      }
    }
    return try tasks.map { try $0.task() }
  }
}

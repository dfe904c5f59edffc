internal import DovetailTransport
internal import DovetailWire

/// Lists the queues of an account with how many messages each has.
struct QueueList {
  let account: ServerAccount

  func page(_ options: ListQueuesOptions) async throws -> ServerResponse {
    let page = try await account.administration.listQueues(options)
    let queues = try await entries(of: page.queues)
    return .json { object in
      object.member("queues") { writer in writer.array(queues) { $0.value($1) } }
      object.member("next", optional: page.nextToken)
    }
  }

  /// The queues that others name as their dead-letter queue, of the first thousand.
  func deadLetters() async throws -> ServerResponse {
    let names = try await account.administration.listQueues(ListQueuesOptions()).queues
    let sources = try await entries(of: names)
    let targets = Set(sources.compactMap { $0.redrive?.deadLetterTarget.queue })
    let queues = try await entries(of: targets.sorted { $0.text < $1.text })
    return .json { object in
      object.member("queues") { writer in
        writer.array(queues) { writer, queue in
          writer.object { object in
            queue.write(to: &object)
            object.member(
              "sources",
              sources.filter { $0.redrive?.deadLetterTarget.queue == queue.name }.map(\.name.text))
          }
        }
      }
    }
  }

  /// What is known of queues; those that were deleted meanwhile are left out.
  private func entries(of queues: [QueueName]) async throws -> [QueueEntry] {
    var entries: [QueueEntry] = []
    for queue in queues {
      do {
        entries.append(try await QueueEntry(queue, of: account))
      } catch let error as TransportError where error.code == .queueDoesNotExist {
        continue
      }
    }
    return entries
  }
}

/// A queue in a list.
struct QueueEntry {
  let name: QueueName
  let summary: QueueSummary
  let redrive: RedrivePolicy?

  init(_ name: QueueName, of account: ServerAccount) async throws {
    self.name = name
    summary = try await account.inspection.summary(of: name)
    redrive = try await account.administration.attributes([.redrivePolicy], of: name).redrivePolicy
  }

  func write(to object: inout JSONObjectWriter) {
    object.member("name", name.text)
    object.member("fifo", name.isFIFO)
    for state in MessageState.allCases { object.member(state.rawValue, summary[state].count) }
    object.member("oldestSeconds", seconds: summary.oldestAge)
    object.member("deadLetterQueue", optional: redrive?.deadLetterTarget.queue.text)
  }
}

extension JSONWriter {
  fileprivate mutating func value(_ queue: QueueEntry) {
    object { queue.write(to: &$0) }
  }
}

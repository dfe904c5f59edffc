import Synchronization

/// What has happened at a server, and who waits for it to happen.
final class ServerRecord: Sendable {
  struct State {
    var requests: [ServedRequest] = []
    var opened = 0
    var closed = 0
  }

  private struct Watcher {
    let isContent: @Sendable (State) -> Bool
    let continuation: CheckedContinuation<State, Never>
  }

  private struct Fields {
    var state = State()
    var watchers: [Watcher] = []
  }

  private let fields = Mutex(Fields())

  var state: State { fields.withLock { $0.state } }

  func note<Answer: Sendable>(_ change: @Sendable (inout State) -> Answer) -> Answer {
    let (answer, state, content) = fields.withLock { fields in
      let answer = change(&fields.state)
      let content = fields.watchers.filter { $0.isContent(fields.state) }
      fields.watchers.removeAll { $0.isContent(fields.state) }
      return (answer, fields.state, content)
    }
    for watcher in content { watcher.continuation.resume(returning: state) }
    return answer
  }

  func wait(until isContent: @escaping @Sendable (State) -> Bool) async -> State {
    await withCheckedContinuation { continuation in
      let state: State? = fields.withLock { fields in
        if isContent(fields.state) { return fields.state }
        fields.watchers.append(Watcher(isContent: isContent, continuation: continuation))
        return nil
      }
      if let state { continuation.resume(returning: state) }
    }
  }
}

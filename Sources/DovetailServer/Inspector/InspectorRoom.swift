internal import DovetailTransport
internal import DovetailWire

/// Answers what is below `/_dovetail/` and `/_aws/`.
package struct InspectorRoom: Room {
  private let state: ServerState

  package init(state: ServerState) {
    self.state = state
  }

  package func answer(_ request: ServerRequest) async -> ServerResponse {
    do {
      let call = try await InspectorCall(request)
      try InspectorGate(state).check(call)
      return try await page(call)
    } catch {
      return InspectorError(error).response
    }
  }

  private func page(_ call: InspectorCall) async throws -> ServerResponse {
    guard call.root == "_dovetail" else {
      return try await LocalStackPage(state: state, call: call).response()
    }
    switch call.path.first {
    case nil: return Self.index
    case "health": return try await HealthPage(state: state, call: call).response()
    case "accounts", "queues", "dead-letters":
      return try await QueuePages(state: state, call: call).response()
    case "clock": return try await ClockPages(state: state, call: call).response()
    case "faults": return try await FaultPages(state: state, call: call).response()
    case "calls", "metrics", "iam-policy":
      return try await CallPages(state: state, call: call).response()
    case "snapshot": return try await SnapshotPage(state: state, call: call).response()
    case "reset": return try await ResetPage(state: state, call: call).response()
    default: throw call.notFound
    }
  }

  /// What there is, for people who look.
  private static let index = ServerResponse.json { object in
    object.member("paths") { writer in
      writer.array([
        "health", "accounts", "queues", "queues/NAME", "queues/NAME/messages",
        "queues/NAME/messages/REFERENCE", "queues/NAME/groups", "queues/NAME/purge",
        "queues/NAME/redrive", "dead-letters", "clock", "clock/advance", "clock/set", "faults",
        "faults/ID", "calls", "metrics", "iam-policy", "snapshot", "reset",
      ]) { $0.string("/_dovetail/\($1)") }
    }
  }
}

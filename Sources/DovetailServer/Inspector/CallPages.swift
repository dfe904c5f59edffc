internal import DovetailTransport
internal import DovetailWire

/// Tells what was called so far: as it is, as metrics, and as a policy.
struct CallPages {
  let state: ServerState
  let call: InspectorCall

  func response() async throws -> ServerResponse {
    guard call.path.count == 1 else { throw call.notFound }
    switch call.path[0] {
    case "metrics":
      try call.allow("GET")
      return .text("text/plain; version=0.0.4", try await Metrics(state).text())
    case "iam-policy":
      try call.allow("GET")
      return .text("application/json", IAMPolicy(calls: state.calls.calls.keys).json + "\n")
    default:
      try call.allow("GET", "DELETE")
      if call.method == "DELETE" { state.calls.reset() }
      return calls
    }
  }

  private var calls: ServerResponse {
    .json { object in
      object.member("since", state.started)
      object.member("calls") { writer in
        writer.array(state.calls.sorted) { writer, call in
          writer.object { object in
            object.member("service", call.key.service.rawValue)
            object.member("action", call.key.action)
            object.member("resource", optional: call.key.resource)
            object.member("account", call.key.account)
            object.member("region", call.key.region)
            object.member("count", call.value.count)
            object.member("refused", call.value.answers[4])
            object.member("failed", call.value.answers[5])
            object.member("seconds", seconds: call.value.time)
          }
        }
      }
    }
  }
}

extension CallLedger {
  /// All calls, in the order of services, actions and resources.
  var sorted: [(key: ServedCall, value: Entry)] {
    calls.sorted { $0.key.order.lexicographicallyPrecedes($1.key.order) }
  }
}

extension ServedCall {
  fileprivate var order: [String] {
    [service.rawValue, action, resource ?? "", account, region]
  }
}

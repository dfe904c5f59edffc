internal import DovetailTransport

/// Lists, adds and removes the rules by which calls break.
struct FaultPages {
  let state: ServerState
  let call: InspectorCall

  /// The most rules at once: each call is held against all of them.
  static let most = 100

  func response() async throws -> ServerResponse {
    guard call.path.count <= 2 else { throw call.notFound }
    guard call.path.count == 1 else { return try remove(call.path[1]) }
    try call.allow("GET", "POST", "DELETE")
    switch call.method {
    case "POST": return try add()
    case "DELETE":
      state.faults.removeAll()
      return list
    default: return list
    }
  }

  private func add() throws -> ServerResponse {
    let rule = try FaultRule(try call.members())
    guard state.faults.faults.count < Self.most else {
      throw InspectorError(409, "There are \(Self.most) faults already; remove some.")
    }
    let id = state.faults.add(rule)
    return .json(201) { $0.member("id", id) }
  }

  private func remove(_ text: String) throws -> ServerResponse {
    try call.allow("DELETE")
    guard let id = Int(text), state.faults.faults.contains(where: { $0.id == id }) else {
      throw InspectorError(404, "There is no fault \(text).")
    }
    state.faults.remove(id)
    return list
  }

  private var list: ServerResponse {
    .json { object in
      object.member("faults") { writer in
        writer.array(state.faults.faults) { $0.value($1) }
      }
      object.member("broken") { writer in
        writer.array(state.faults.brokenCalls.suffix(Self.most)) { $0.value($1) }
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func value(_ fault: InjectedFault) {
    object { object in
      object.member("id", fault.id)
      for (name, text) in fault.rule.effect.members { object.member(name, text) }
      if !fault.rule.operations.isEmpty {
        object.member("actions", fault.rule.operations.sorted())
      }
      object.member("place", optional: fault.rule.place)
      object.member("rate") { $0.double(fault.rule.rate) }
      if let count = fault.rule.count { object.member("count", count) }
      if fault.rule.skips > 0 { object.member("skip", fault.rule.skips) }
      if let seed = fault.rule.seed { object.member("seed") { $0.integer(seed) } }
      object.member("strikes", fault.strikes)
      object.member("spent", fault.isSpent)
    }
  }

  fileprivate mutating func value(_ call: BrokenCall) {
    object { object in
      object.member("fault", call.fault)
      object.member("time", call.time)
      object.member("action", call.operation ?? call.action.rawValue)
      object.member("place", call.place)
      object.member("entries") { writer in writer.array(call.entries) { $0.integer($1) } }
    }
  }
}

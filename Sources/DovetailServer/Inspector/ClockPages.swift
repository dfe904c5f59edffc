internal import DovetailSQLite
internal import DovetailTransport

/// Tells the server's time, and moves it where it is a test's.
struct ClockPages {
  let state: ServerState
  let call: InspectorCall

  func response() async throws -> ServerResponse {
    switch call.path.dropFirst() {
    case []:
      try call.allow("GET")
    case ["advance"]:
      try call.allow("POST")
      var members = try call.members()
      guard let duration = try members.duration("by") else {
        throw InspectorError(400, "Say by how much: {\"by\": \"5m\"}.")
      }
      try members.end()
      try await move { $0.now.advanced(by: duration) }
    case ["set"]:
      try call.allow("POST")
      var members = try call.members()
      guard let moment = try members.text("now").flatMap({ Timestamp(iso8601: $0) }) else {
        throw InspectorError(400, "Say to which moment: {\"now\": \"2026-01-31T12:00:00Z\"}.")
      }
      try members.end()
      try await move { _ in moment }
    default: throw call.notFound
    }
    return .json { object in
      object.member("clock", state.clock.kind.rawValue)
      object.member("now", state.clock.now)
    }
  }

  /// Moves the clock, and waits until what was due by then has happened.
  private func move(to target: (ManualClock) -> Timestamp) async throws {
    guard let clock = state.clock as? ManualClock else {
      throw InspectorError(
        409, "The server goes by the system's time; start it with --clock manual to move it.")
    }
    let target = target(clock)
    guard target >= clock.now else {
      throw InspectorError(409, "Time does not run backwards: it is \(clock.now) already.")
    }
    clock.advance(to: target)
    await state.double.waitUntilAnswered()
  }
}

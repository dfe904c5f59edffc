internal import DovetailSQLite
internal import DovetailTransport

/// Makes the server forget everything, as if it had been started on an empty database.
struct ResetPage {
  let state: ServerState
  let call: InspectorCall

  func response() async throws -> ServerResponse {
    guard call.path.count == 1 else { throw call.notFound }
    try call.allow("POST")
    state.faults.removeAll()
    try await state.double.clear()
    state.calls.reset()
    try await state.prepare()
    return .json { $0.member("now", state.clock.now) }
  }
}

internal import DovetailSQLite
internal import DovetailTransport

/// Whether the server works.
struct HealthPage {
  let state: ServerState
  let call: InspectorCall

  /// Asks the database for something small; throws when it does not answer.
  func response() async throws -> ServerResponse {
    try call.allow("GET")
    guard call.path.count == 1 else { throw call.notFound }
    let accounts = try await state.double.accounts()
    return .json { object in
      object.member("status", "ok")
      object.member("services", ["s3", "sqs"])
      object.member("clock", state.clock.kind.rawValue)
      object.member("now", state.clock.now)
      object.member("started", state.started)
      object.member("accounts", accounts.count)
    }
  }
}

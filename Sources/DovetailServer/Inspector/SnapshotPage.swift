internal import DovetailSQLite
internal import DovetailTransport
internal import DovetailWire

/// Sends the whole database, as of one instant, as a file that a server can be started on.
struct SnapshotPage {
  let state: ServerState
  let call: InspectorCall

  func response() async throws -> ServerResponse {
    guard call.path.count == 1 else { throw call.notFound }
    try call.allow("GET")
    let file = try await SnapshotFile.make(of: state)
    return ServerResponse(
      200,
      headers: [
        "Content-Type": "application/vnd.sqlite3", "Cache-Control": "no-store",
        "Content-Disposition": "attachment; filename=\"dovetail.sqlite\"",
      ],
      body: .stream(ResponseStream(length: file.size) { try await file.next() }))
  }
}

/// Answers what is below `/_dovetail/` and `/_aws/`.
struct InspectorRoom: Room {
  let state: ServerState

  func answer(_ request: ServerRequest) async -> ServerResponse {
    ServerResponse(501)
  }
}

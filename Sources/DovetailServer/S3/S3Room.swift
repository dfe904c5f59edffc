/// Answers as S3 does.
struct S3Room: Room {
  let state: ServerState

  func answer(_ request: ServerRequest) async -> ServerResponse {
    ServerResponse(501)
  }
}

internal import DovetailWire
internal import Logging

/// Takes all requests: turns away what may not come in, gives the others to their rooms, and keeps count.
struct FrontDoor: Room {
  private let state: ServerState
  private let browsers: BrowserGuard
  private let router: Router

  init(_ state: ServerState, _ router: Router) {
    self.state = state
    self.router = router
    browsers = BrowserGuard(state.configuration)
  }

  nonisolated(nonsending) func answer(_ request: ServerRequest) async -> ServerResponse {
    let start = ContinuousClock.now
    var response: ServerResponse
    if let refusal = browsers.answer(to: request.head) {
      response = refusal
    } else {
      response = await router.room(for: request.head).answer(request)
    }
    browsers.mark(&response, to: request.head)
    record(response, to: request, took: .now - start)
    return response
  }

  private func record(_ response: ServerResponse, to request: ServerRequest, took time: Duration) {
    if let call = response.call {
      state.calls.record(call, status: response.status, took: time)
    }
    guard state.logger.logLevel <= .info else { return }
    var metadata: Logger.Metadata = [
      "method": "\(request.head.method)", "path": "\(request.head.target.path)",
      "status": "\(response.status)", "microseconds": "\(Int(time / .microseconds(1)))",
      "request-id": "\(request.id)", "peer": "\(request.peer.address)",
    ]
    if let call = response.call {
      metadata["action"] = "\(call.service):\(call.action)"
      if let resource = call.resource { metadata["resource"] = "\(resource)" }
    }
    state.logger.info("Answered a request", metadata: metadata)
  }
}

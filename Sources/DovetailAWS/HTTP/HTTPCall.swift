internal import DovetailWire
internal import Synchronization

/// A call on its way to the thread that carries it out.
struct HTTPCall: Sendable {
  let ticket: CallTicket
  let request: HTTPRequest
  let origin: HTTPOrigin
  let options: HTTPCallOptions
  let continuation: CheckedContinuation<HTTPResponse, any Error>
}

/// What a call is cancelled by, also before the thread has heard of it.
final class CallTicket: Sendable {
  private let isDone = Atomic(false)

  var isCancelled: Bool { isDone.load(ordering: .acquiring) }

  func cancel() { isDone.store(true, ordering: .releasing) }
}

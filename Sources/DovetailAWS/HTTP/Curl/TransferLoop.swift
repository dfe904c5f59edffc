internal import CCurl
internal import DovetailWire

/// Carries out calls by libcurl: the only one that touches its handles, on a thread of its own.
final class TransferLoop {
  private let inbox: LoopInbox
  private let configuration: HTTPClientConfiguration
  private let watch: SocketWatch
  private let sessions: SharedSessions
  private let multi: MultiHandle
  private var transfers: [ObjectIdentifier: Transfer] = [:]
  /// Handles to use again.
  private var idle: [EasyHandle] = []

  /// A handle takes about 5 KiB.
  private static let maxIdle = 128

  init(_ inbox: LoopInbox, _ configuration: HTTPClientConfiguration) throws(HTTPError) {
    try CurlLibrary.require()
    self.inbox = inbox
    self.configuration = configuration
    watch = try SocketWatch()
    sessions = try SharedSessions()
    multi = try MultiHandle(watch, idleConnections: configuration.idleConnections)
    watch.watch(inbox.pipe.bell, reads: true, writes: false)
  }

  /// Works until the inbox says that it is over; then ends all calls.
  func run() {
    while true {
      let letters = inbox.take()
      for call in letters.calls { start(call) }
      for ticket in letters.cancellations { cancel(ticket) }
      if letters.isLast { return endAll() }
      wait()
      multi.actOnTime()
      while let (easy, code) = multi.nextEnded() { finish(Transfer.of(easy), code) }
    }
  }

  private func wait() {
    let patience = inbox.rest() ? multi.patience : .zero
    watch.wait(patience) { event in
      if event.socket == inbox.pipe.bell {
        inbox.pipe.hush()
      } else {
        multi.act(on: event)
      }
    }
  }

  private func start(_ call: HTTPCall) {
    guard !call.ticket.isCancelled else {
      return call.continuation.resume(throwing: CancellationError())
    }
    do {
      let easy = try idle.popLast() ?? EasyHandle()
      try easy.reset()
      try easy.setSockets(watch)
      try easy.setConnection(configuration, sessions, call.origin)
      let transfer = try Transfer(call, on: easy)
      try multi.add(easy)
      transfers[ObjectIdentifier(call.ticket)] = transfer
    } catch {
      call.continuation.resume(throwing: error)
    }
  }

  private func cancel(_ ticket: CallTicket) {
    guard let transfer = transfers[ObjectIdentifier(ticket)] else { return }
    end(transfer, .failure(CancellationError()))
  }

  private func finish(_ transfer: Transfer?, _ code: CURLcode) {
    guard let transfer else { return }
    end(transfer, transfer.outcome(code))
  }

  private func endAll() {
    for transfer in transfers.values {
      let error =
        transfer.hasLeft
        ? HTTPError(.interrupted, "\(transfer.call.origin): the HTTP client was shut down.")
        : LoopInbox.closed
      end(transfer, .failure(error))
    }
    // Before the sessions that they share.
    idle = []
  }

  private func end(_ transfer: Transfer, _ outcome: Result<HTTPResponse, any Error>) {
    multi.remove(transfer.easy)
    transfers[ObjectIdentifier(transfer.call.ticket)] = nil
    if idle.count < Self.maxIdle { idle.append(transfer.easy) }
    transfer.call.continuation.resume(with: outcome)
  }
}

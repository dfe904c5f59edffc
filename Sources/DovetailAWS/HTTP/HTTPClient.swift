package import DovetailWire
internal import Foundation

/// An HTTP client over libcurl, which works on one thread however many calls are on their way.
///
/// Connections are kept and used again. Redirects are not followed, bodies not decoded. A request whose
/// connection was kept and turns out dead before a byte of the answer came is sent again at once, by
/// libcurl: a server may see it twice. A call that is cancelled closes its connection.
package final class HTTPClient: HTTPExchange {
  private let inbox: LoopInbox

  /// Starts the client's thread, which ends with ``shutdown()`` or with the client.
  ///
  /// Throws `misconfigured` when the process has no descriptor left.
  package init(_ configuration: HTTPClientConfiguration = HTTPClientConfiguration())
    throws(HTTPError)
  {
    inbox = try LoopInbox()
    let thread = Thread { [inbox] in
      do throws(HTTPError) {
        Self.blockPipeSignal()
        try TransferLoop(inbox, configuration).run()
        inbox.close()
      } catch {
        inbox.close(error)
      }
    }
    thread.name = "dovetail.http"
    thread.start()
  }

  /// No call waits any more: each holds the client.
  deinit {
    inbox.end()
  }

  package func answer(
    to request: HTTPRequest, at origin: HTTPOrigin, _ options: HTTPCallOptions
  ) async throws -> HTTPResponse {
    try request.check()
    try origin.check()
    let ticket = CallTicket()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let call = HTTPCall(
          ticket: ticket, request: request, origin: origin, options: options,
          continuation: continuation)
        do {
          try inbox.post(call)
        } catch {
          continuation.resume(throwing: error)
        }
      }
    } onCancel: {
      inbox.cancel(ticket)
    }
  }

  /// Ends all calls and the thread, and returns when that is done; later calls fail with `closed`.
  package func shutdown() async {
    inbox.end()
    await inbox.waitForEnd()
  }

  /// A write to a connection that the server has closed would end the process; on this thread it fails
  /// instead.
  private static func blockPipeSignal() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}

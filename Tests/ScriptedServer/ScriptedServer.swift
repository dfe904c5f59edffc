package import DovetailWire
import Foundation

/// A server on the loopback interface that does what its script says for each request.
///
/// Each connection has a thread, which ends with it. Whoever starts a server stops it.
package final class ScriptedServer: Sendable {
  package typealias Script = @Sendable (ServedRequest) -> [ServerStep]

  package let origin: HTTPOrigin
  private let record = ServerRecord()
  private let gate: ServerGate

  /// Listens at a free port; with an identity by TLS.
  package init(_ identity: ServerIdentity? = nil, _ script: @escaping Script) throws {
    let gate = try ServerGate()
    let (listener, port) = try ServerSocket.listening()
    self.gate = gate
    origin = HTTPOrigin(identity == nil ? .http : .https, "127.0.0.1", port: port)
    Self.start { [record] in
      while gate.wait(for: listener), let socket = ServerSocket.next(of: listener) {
        Self.serve(socket, identity, gate, script, record)
      }
      close(listener)
    }
  }

  /// Closes all connections, and listens no more.
  package func stop() {
    gate.open()
  }

  /// The requests that have come so far.
  package var requests: [ServedRequest] { record.state.requests }

  /// How many connections were made so far.
  package var connections: Int { record.state.opened }

  /// Waits until so many requests have come; returns them.
  @discardableResult
  package func requests(atLeast count: Int) async -> [ServedRequest] {
    await record.wait { $0.requests.count >= count }.requests
  }

  /// Waits until so many connections are over.
  package func waitForClosed(atLeast count: Int) async {
    _ = await record.wait { $0.closed >= count }
  }

  private static func serve(
    _ socket: Int32, _ identity: ServerIdentity?, _ gate: ServerGate, _ script: @escaping Script,
    _ record: ServerRecord
  ) {
    let number = record.note { state in
      state.opened += 1
      return state.opened
    }
    start {
      let line: (any ServerLine)? = identity.map { TLSLine(socket, $0) } ?? PlainLine(socket)
      if let line { ServerConnection(line, number: number, stop: gate).serve(script, record) }
      close(socket)
      record.note { $0.closed += 1 }
    }
  }

  /// A thread that is not ended by writing to a client that has gone.
  private static func start(_ body: @escaping @Sendable () -> Void) {
    let thread = Thread {
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &signals, nil)
      body()
    }
    thread.stackSize = 256 << 10
    thread.start()
  }
}

import DovetailSQLite
import DovetailServer
import DovetailTransport
import DovetailWire
import Logging

/// What a server has behind its socket, in memory or in a file, with a clock of its own.
struct InspectedServer {
  let state: ServerState
  let clock: ManualClock

  /// Runs `body`, then closes the database.
  static func with(
    _ configure: (inout ServerConfiguration) throws -> Void = { _ in },
    _ body: (InspectedServer) async throws -> Void
  ) async throws {
    let clock = ManualClock()
    var configuration = ServerConfiguration()
    configuration.clock = clock
    configuration.logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    try configure(&configuration)
    let double = try await SQLiteDouble.open(
      configuration.location, clock: configuration.clock, configuration.database)
    let state = ServerState(configuration, double)
    do {
      try await state.setClock()
      try await state.prepare()
      let clock = configuration.clock as? ManualClock ?? clock
      try await body(InspectedServer(state: state, clock: clock))
    } catch {
      await double.close()
      throw error
    }
    await double.close()
  }

  /// The server's own account.
  var account: ServerAccount {
    get async throws {
      let database = state.configuration.database
      return try await state.accounts.account(database.account, region: database.region)
    }
  }

  /// Asks the inspector for something below `/_dovetail/`, or for a whole path.
  func ask(
    _ method: String, _ path: String, _ body: String = "", headers: HTTPHeaders = [:],
    from peer: String = "127.0.0.1"
  ) async -> (status: Int, text: String) {
    let target = path.hasPrefix("/") ? path : "/_dovetail/\(path)"
    var head = HTTPRequest(method, HTTPTarget(target), headers: headers)
    if headers["Host"] == nil { head.headers.add("Host", "localhost:4566") }
    let request = ServerRequest(
      head: head, body: RequestBody(Array(body.utf8)), id: "request-1", peer: Peer(address: peer))
    let response = await InspectorRoom(state: state).answer(request)
    guard case .bytes(let bytes) = response.body else { return (response.status, "") }
    return (response.status, String(decoding: bytes, as: UTF8.self))
  }

  /// The members of the answer.
  func json(_ method: String, _ path: String, _ body: String = "") async throws -> JSONValue {
    try JSONValue(parsing: Array(await ask(method, path, body).text.utf8))
  }
}

extension JSONValue {
  subscript(_ name: String) -> JSONValue? { members?[name] }
  subscript(_ place: Int) -> JSONValue? {
    elements.flatMap { $0.indices.contains(place) ? $0[place] : nil }
  }
}

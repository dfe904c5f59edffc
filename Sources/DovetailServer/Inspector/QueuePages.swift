internal import DovetailSQLite
internal import DovetailTransport
internal import DovetailWire

/// Shows queues and what is in them, and works on them.
struct QueuePages {
  let state: ServerState
  let call: InspectorCall

  func response() async throws -> ServerResponse {
    if call.path[0] == "accounts" { return try await accounts() }
    let account = try await account()
    if call.path[0] == "dead-letters" {
      guard call.path.count == 1 else { throw call.notFound }
      try call.allow("GET")
      return try await QueueList(account: account).deadLetters()
    }
    guard call.path.count > 1 else { return try await list(account) }
    let queue = try QueueName(call.path[1])
    let page = QueuePage(state: state, call: call, account: account, queue: queue)
    return try await page.response(Array(call.path.dropFirst(2)))
  }

  /// The account that the query names, or the server's own.
  private func account() async throws -> ServerAccount {
    let database = state.configuration.database
    let id = call.query["account"] ?? database.account
    let region = call.query["region"] ?? database.region
    guard let account = try await state.accounts.existingAccount(id, region: region) else {
      throw InspectorError(404, "Nobody has used account \(id) in \(region) yet.")
    }
    return account
  }

  private func accounts() async throws -> ServerResponse {
    guard call.path.count == 1 else { throw call.notFound }
    try call.allow("GET")
    let accounts = try await state.double.accounts()
    return .json { object in
      object.member("accounts") { writer in
        writer.array(accounts) { writer, account in
          writer.object { object in
            object.member("account", account.id)
            object.member("region", account.region)
          }
        }
      }
    }
  }

  private func list(_ account: ServerAccount) async throws -> ServerResponse {
    try call.allow("GET")
    return try await QueueList(account: account).page(
      ListQueuesOptions(
        prefix: call.query["prefix"] ?? "",
        maxResults: try call.number("limit", 1...1000, default: 100),
        nextToken: call.query["next"]))
  }
}

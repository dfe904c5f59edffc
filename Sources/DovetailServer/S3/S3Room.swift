internal import DovetailTransport
internal import DovetailWire

/// Answers as S3 does: reads what a request asks for, does it, and tells what came of it.
struct S3Room: Room {
  private let state: ServerState
  private let hosts: S3Hosts
  private let signatures: S3Signatures

  init(state: ServerState) {
    self.state = state
    let names = state.configuration.hostNames.union(["localhost", "s3.amazonaws.com"])
    hosts = S3Hosts(names.flatMap { ["s3.\($0)", $0] })
    signatures = S3Signatures(state.verifier)
  }

  func answer(_ request: ServerRequest) async -> ServerResponse {
    let ids = S3RequestIDs(of: request)
    do {
      let place = try hosts.place(of: request.head)
      let signature = try signatures.verify(request.head)
      let account = try await state.account(of: request)
      let exchange = S3Exchange(
        request: request, ids: ids, place: place, signature: signature, account: account,
        state: state)
      return await exchange.answer()
    } catch {
      return ServerResponse(S3Error(of: error).response(ids, to: request.head.method))
    }
  }
}

extension S3RequestIDs {
  /// The ids that a request is answered with: both are its own, in the forms that S3's have.
  fileprivate init(of request: ServerRequest) {
    let digits = request.id.utf8.filter { $0 != UInt8(ascii: "-") }
    self.init(
      requestID: String(decoding: digits.prefix(16), as: UTF8.self).uppercased(),
      hostID: Base64.encode(Array(request.id.utf8)))
  }
}

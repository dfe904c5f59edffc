internal import DovetailSQLite
internal import DovetailTransport
internal import DovetailWire
internal import Logging

/// A request to S3 on its way to an answer.
struct S3Exchange {
  let request: ServerRequest
  let ids: S3RequestIDs
  let place: S3Place
  /// Nil: signatures are not checked.
  let signature: VerifiedSignature?
  let account: ServerAccount
  let state: ServerState
  /// The call's name in the API reference, once the request is read.
  private(set) var operation = ""

  /// The most bytes of a document that is sent: a thousand keys with each character escaped.
  private static let mostDocumentBytes = 8 * 1024 * 1024

  var objects: SQLiteBlobStore { account.objects }

  /// Whom all belongs to: the canonical id of the account, which is its number with zeros before.
  var owner: S3Owner {
    S3Owner(id: String(repeating: "0", count: max(0, 64 - account.id.utf8.count)) + account.id)
  }

  /// Does what is asked; what goes wrong is an answer, too.
  func answer() async -> ServerResponse {
    var exchange = self
    var response: ServerResponse
    do {
      try checkOwner()
      var (call, reader) = try await read()
      exchange.operation = call.action
      response = try await exchange.breakable { try await exchange.perform(call, &reader) }
    } catch {
      if let logged = S3Error.fault(in: error) {
        state.logger.error(
          "S3 failed", metadata: ["request": "\(request.id)", "error": "\(logged)"])
      }
      response = ServerResponse(
        S3Error(of: error, at: place).response(ids, to: request.head.method))
      response.isLost = (error as? TransportError)?.isLostOnPurpose ?? false
    }
    if !exchange.operation.isEmpty {
      response.call = ServedCall(
        .s3, exchange.operation, on: place.bucketName?.text, account: account.id,
        region: account.region)
    }
    return response
  }

  /// Does a call, unless a fault breaks it; those on objects look at their faults by themselves.
  private func breakable(_ act: () async throws -> ServerResponse) async throws -> ServerResponse {
    guard FaultNames.action(operation) == .administration else { return try await act() }
    return try await state.faults.carry(
      administration: operation, on: place.bucketName?.text, act)
  }

  /// The answer to a call as S3 sends it.
  func response<Operation: S3Operation>(
    _ operation: Operation, _ answer: Operation.Answer
  ) -> ServerResponse {
    ServerResponse(operation.response(answer, ids))
  }

  /// Source: S3 user guide, "Verifying bucket ownership with bucket owner condition".
  private func checkOwner() throws(S3Error) {
    for name in ["x-amz-expected-bucket-owner", "x-amz-source-expected-bucket-owner"] {
      guard let expected = request.head.headers[name], expected != account.id else { continue }
      throw S3Error(.accessDenied)
    }
  }

  /// Reads what is asked for; a document comes with it, the bytes of an object or a part are left to
  /// the reader.
  private func read() async throws -> (S3Request, S3BodyReader) {
    var plain = request.head
    var reader = try S3BodyReader(request.head.headers, signature)
    if isStored {
      try checkLength(reader)
      plain.headers = reader.headers
    } else {
      plain.body = try reader.read(
        try await request.body.collect(upTo: Self.mostDocumentBytes))
      _ = try reader.finish()
      plain.headers = reader.headers
    }
    return (try S3Request(plain, at: place), reader)
  }

  /// Whether the body is what is stored.
  private var isStored: Bool {
    guard case .object = place, request.head.method == "PUT" else { return false }
    return request.head.headers["x-amz-copy-source"] == nil
  }

  /// S3 has to know the length before.
  ///
  /// Source: S3 API reference, "Error responses": MissingContentLength.
  private func checkLength(_ reader: S3BodyReader) throws(S3Error) {
    guard let length = reader.length ?? request.body.length else {
      throw S3Error(.missingContentLength)
    }
    guard length > S3Limits.putBytes else { return }
    throw S3Error(
      .entityTooLarge, nil,
      [
        .init("ProposedSize", String(length)),
        .init("MaxSizeAllowed", String(S3Limits.putBytes)),
      ])
  }
}

import DovetailTransport

/// A request as a server of SQS got it, whichever protocol it came by.
package struct SQSRequest: Sendable {
  package let encoding: SQSEncoding
  package let action: SQSAction
  /// What is asked, as AWS JSON 1.0 has it.
  private let json: [UInt8]

  /// Reads which action is asked for; throws what SQS answers when there is none.
  package init(_ request: HTTPRequest, _ encoding: SQSEncoding) throws(SQSError) {
    guard request.body.count <= SQSRequestLimits.bodyBytes else {
      throw SQSError(
        .requestTooLarge,
        "The request has \(request.body.count) bytes; at most \(SQSRequestLimits.bodyBytes) are taken."
      )
    }
    self.encoding = encoding
    switch encoding {
    case .json:
      action = try Self.action(target: request.headers["X-Amz-Target"] ?? "")
      json = request.body.isEmpty ? Array("{}".utf8) : request.body
    case .query:
      let query = try QueryRequest(request)
      action = query.action
      json = query.json
    }
  }

  private static func action(target: String) throws(SQSError) -> SQSAction {
    let name =
      target.hasPrefix(SQSEncoding.targetPrefix)
      ? target.dropFirst(SQSEncoding.targetPrefix.count) : ""
    guard let action = SQSAction(rawValue: String(name)) else {
      throw SQSError(.unknownOperation, "The action that X-Amz-Target names is not one of SQS's.")
    }
    return action
  }

  /// What is asked, as a value; `type` must be that of ``action``.
  package func call<Call: SQSCall>(_ type: Call.Type) throws(SQSError) -> Call {
    var reader = JSONReader(json)
    do {
      let call = try Call(&reader)
      try reader.end()
      return call
    } catch let error as SQSError {
      throw error
    } catch let error as TransportError {
      throw SQSError(error)
    } catch let error as JSONError {
      throw SQSError(.serialization, error.isOtherType ? error.expected : error.description)
    } catch {
      throw SQSError(.internalFailure, "The request could not be read.")
    }
  }
}

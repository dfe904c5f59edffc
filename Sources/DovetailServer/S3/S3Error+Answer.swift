internal import DovetailTransport
internal import DovetailWire

extension S3Error {
  /// How S3 tells what went wrong in a call on a place; nil: the place is not known.
  init(of error: any Error, at place: S3Place? = nil) {
    switch error {
    case let error as S3Error: self = error
    case let error as TransportError:
      self = place.map { S3Error(error, at: $0) } ?? S3Error(error)
    case let error as RequestBodyError: self.init(error)
    default: self.init(.internalError)
    }
  }

  private init(_ error: RequestBodyError) {
    switch error {
    case .tooLarge(let limit):
      self.init(.malformedXML, "The document of a request has at most \(limit) bytes.")
    case .disconnected, .malformed: self.init(.incompleteBody)
    case .timedOut: self.init(.requestTimeout)
    }
  }

  /// What is worth to be logged: a fault of the server's own, which it does not tell the client.
  static func fault(in error: any Error) -> (any Error)? {
    switch error {
    case is CancellationError, is RequestBodyError: nil
    case let error as S3Error: error.kind == .internalError ? error : nil
    case let error as TransportError:
      S3ErrorKind(error.code) == .internalError ? error : nil
    default: error
    }
  }
}

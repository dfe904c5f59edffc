internal import DovetailTransport
internal import DovetailWire

/// Why the inspector does not answer what it was asked, as a sentence.
struct InspectorError: Error {
  var status: Int
  var sentence: String
  /// A name for programs; nil: the status says all.
  var code: String?
  /// The methods that the path takes; empty: that is not what is wrong.
  var allowed: [String] = []

  init(_ status: Int, _ sentence: String, allow allowed: [String] = []) {
    self.status = status
    self.sentence = sentence
    self.allowed = allowed
  }

  /// Takes over an error of any layer.
  init(_ error: any Error) {
    switch error {
    case let error as InspectorError: self = error
    case let error as ServerError: self.init(400, error.description)
    case let error as TransportError:
      self.init(Self.status(error), error.description)
      code = error.code.rawValue
    case is RequestBodyError: self.init(400, "The body of the request did not come as a whole.")
    default: self.init(500, "The server could not do what it was asked.")
    }
  }

  var response: ServerResponse {
    var response = ServerResponse.json(status) { object in
      object.member("error", sentence)
      if let code { object.member("code", code) }
    }
    if !allowed.isEmpty { response.headers["Allow"] = allowed.joined(separator: ", ") }
    return response
  }

  private static func status(_ error: TransportError) -> Int {
    switch error.code {
    case .queueDoesNotExist, .bucketDoesNotExist, .blobDoesNotExist, .resourceNotFound: 404
    case .storageFull, .storageBusy, .storageUnusable, .unreachable, .closed: 503
    case .outcomeUnknown, .digestMismatch: 500
    default: 400
    }
  }
}

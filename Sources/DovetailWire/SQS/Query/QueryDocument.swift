import DovetailTransport

/// Answers of the query protocol: XML, transcribed from the shapes of AWS JSON 1.0, so that there is one
/// writer for both.
///
/// Source: SQS API reference, "Common error types" and sample responses.
enum QueryDocument {
  private static let namespace = "http://queue.amazonaws.com/doc/2012-11-05/"

  /// The answer to a call, whose JSON is `json`; empty for one that has none to give.
  static func answer(_ action: SQSAction, _ json: [UInt8], requestID: String) -> [UInt8] {
    let name = action.rawValue
    return XMLWriter.document(name + "Response", namespace: namespace) { document in
      if !json.isEmpty {
        document.open(name + "Result")
        var transcription = QueryTranscription(action, document)
        // What it reads is what was written just now.
        try? transcription.members(of: json)
        document = transcription.document
        document.close(name + "Result")
      }
      document.element("ResponseMetadata") { $0.element("RequestId", requestID) }
    }
  }

  /// The answer that says why there is none.
  static func error(_ error: SQSError, requestID: String) -> [UInt8] {
    guard error.code != .unknownOperation else { return Array("<UnknownOperationException/>".utf8) }
    return XMLWriter.document("ErrorResponse", namespace: namespace) { document in
      document.element("Error") { element in
        element.element("Type", error.isSenderFault ? "Sender" : "Receiver")
        element.element("Code", error.queryCode)
        element.element(
          "Message", error.code == .queueDoesNotExist ? queueDoesNotExist : error.message)
        element.element("Detail") { _ in }
      }
      document.element("RequestId", requestID)
    }
  }

  /// The words of the query protocol, which differ from those of JSON.
  private static let queueDoesNotExist =
    "The specified queue does not exist for this wsdl version."
}

/// JSON on its way to be XML: lists are flattened, and maps become lists of pairs.
private struct QueryTranscription {
  private let action: SQSAction
  private(set) var document: XMLWriter

  init(_ action: SQSAction, _ document: XMLWriter) {
    self.action = action
    self.document = document
  }

  mutating func members(of json: [UInt8]) throws(JSONError) {
    var reader = JSONReader(json)
    try members(&reader)
  }

  private mutating func members(_ reader: inout JSONReader) throws(JSONError) {
    try reader.object { (name, reader) throws(JSONError) in
      guard let list = QueryList(member: name, of: action) else {
        return try element(name, &reader)
      }
      switch list.kind {
      case .list:
        try reader.array { (reader) throws(JSONError) in try element(list.element, &reader) }
      case .map(let keyName, let valueName):
        try reader.object { (key, reader) throws(JSONError) in
          document.open(list.element)
          document.element(keyName, key)
          try element(valueName, &reader)
          document.close(list.element)
        }
      }
    }
  }

  private mutating func element(_ name: String, _ reader: inout JSONReader) throws(JSONError) {
    document.open(name)
    if reader.peek() == UInt8(ascii: "{") {
      try members(&reader)
    } else {
      document.text(try reader.looseText() ?? "")
    }
    document.close(name)
  }
}

import DovetailTransport

/// An entry of a batch that failed, as an answer says it.
///
/// Source: SQS API reference, BatchResultErrorEntry.
struct FailedEntry {
  var id: String?
  var error: SQSError

  init(id: String, error: SQSError) {
    self.id = id
    self.error = error
  }

  init(_ reader: inout JSONReader) throws(JSONError) {
    var id: String?
    var isSenderFault = false
    var code = ""
    var message = ""
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "Id": id = try reader.looseText()
      case "SenderFault": isSenderFault = try reader.truth() ?? false
      case "Code": code = try reader.looseText() ?? ""
      case "Message": message = try reader.text() ?? ""
      default: try reader.skip()
      }
    }
    self.id = id
    error = SQSError(name: code, message: message, status: isSenderFault ? 400 : 500)
  }

  func write(to object: inout JSONObjectWriter) {
    if let id { object.member("Id", id) }
    object.member("SenderFault") { $0.bool(error.isSenderFault) }
    object.member("Code", error.queryCode)
    object.member("Message", error.message)
  }

  /// The entry's own error: it was surely not done, so its outcome is not unknown.
  var transportError: TransportError {
    var error = error.transportError
    if error.code == .outcomeUnknown { error.code = .unreachable }
    return error
  }
}

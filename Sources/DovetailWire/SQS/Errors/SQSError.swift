import DovetailTransport

/// An error as SQS answers it.
package struct SQSError: Error, Hashable, Sendable {
  /// The row of the table; nil for a name that is not in it.
  package var code: SQSErrorCode?
  /// How the one who answered spells it, without a namespace: "QueueDoesNotExist".
  package var name: String
  /// Its words, safe to log.
  package var message: String
  /// The status of the answer.
  package var status: Int

  /// Makes an error of the table.
  package init(_ code: SQSErrorCode, _ message: String) {
    self.code = code
    self.message = message
    name = code.row.shape
    status = code.row.status
  }

  /// Takes an error as it was spelled.
  init(name: String, message: String, status: Int) {
    code = SQSErrorCode(name: name)
    let start = name.lastIndex(of: "#").map { name.index(after: $0) } ?? name.startIndex
    self.name = String(name[start...].prefix { $0 != ":" })
    self.message = message
    self.status = status
  }
}

extension SQSError {
  /// Its code in the query protocol, in failed entries and in the header `x-amzn-query-error`.
  package var queryCode: String { code?.row.queryCode ?? name }

  /// What `__type` says: the namespace and the shape.
  var type: String { code.map { "\($0.row.namespace)#\($0.row.shape)" } ?? name }

  /// Its status in the query protocol, which finds nothing where no action is named.
  var queryStatus: Int { code == .unknownOperation ? 404 : status }

  /// Whether the one who asked is at fault, and not the service.
  var isSenderFault: Bool { status < 500 }
}

extension SQSError: CustomStringConvertible {
  package var description: String { message.isEmpty ? name : "\(name): \(message)" }
}

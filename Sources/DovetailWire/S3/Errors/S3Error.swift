/// A refusal in the words of S3: what a server answers and a client is told.
package struct S3Error: Error, Hashable, Sendable {
  /// An element of the document behind the message, such as the bucket's name.
  package struct Detail: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The code, the status and the usual words.
  package var kind: S3ErrorKind
  package var message: String
  package var details: [Detail]

  /// Makes an error; `message` nil: the usual words.
  package init(_ kind: S3ErrorKind, _ message: String? = nil, _ details: [Detail] = []) {
    self.kind = kind
    self.message = message ?? kind.message
    self.details = details
  }
}

extension S3Error: CustomStringConvertible {
  package var description: String { "\(message) (\(kind.code), status \(kind.status))" }
}

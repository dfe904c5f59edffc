package import DovetailTransport

/// Source: S3 API reference, DeleteObjects.
package struct DeleteObjects: S3BucketOperation {
  package static let method = "POST"

  package var bucket: BucketName
  /// 1 to 1,000.
  package var keys: [String] = []
  /// Whether only what failed is answered.
  package var isQuiet = false

  package init(_ keys: [String], in bucket: BucketName, isQuiet: Bool = false) {
    self.bucket = bucket
    self.keys = keys
    self.isQuiet = isQuiet
  }

  package init(blank bucket: BucketName) {
    self.bucket = bucket
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    message.marker("delete")
    try message.document("Delete") { document throws(S3Error) in
      try document.value("Quiet", &isQuiet, standard: false)
      try document.list("Object", &keys, blank: "") { key, object throws(S3Error) in
        try object.value("Key", &key)
        try Self.refuseConditions(of: object)
      }
    }
    guard (1...S3Limits.pageEntries).contains(keys.count) else { throw S3Error(.malformedXML) }
    try message.digestOfBody()
  }

  /// What is deleted against a condition, or in place of a version, is lost.
  private static func refuseConditions(of object: S3Document) throws(S3Error) {
    guard object.isReading else { return }
    var object = object
    for name in ["ETag", "LastModifiedTime", "Size"] {
      var condition: String?
      try object.value(name, &condition)
      guard condition == nil else { throw S3Error(.notImplemented) }
    }
    var version: String?
    try object.value("VersionId", &version)
    guard version == nil || version == "null" else { throw .unknownVersion }
  }

  package struct Answer: S3Answer {
    /// A key that was not deleted.
    package struct Failure: Hashable, Sendable {
      package var key = ""
      package var code = ""
      package var message = ""

      package init(_ key: String, _ error: S3Error) {
        self.key = key
        code = error.kind.code
        message = error.message
      }

      init() {}
    }

    package var status = 200
    package var deleted: [String] = []
    package var failures: [Failure] = []

    package init() {}

    package mutating func shape(_ message: inout S3Message) throws(S3Error) {
      try message.document("DeleteResult") { document throws(S3Error) in
        try document.list("Deleted", &deleted, blank: "") { key, element throws(S3Error) in
          try element.value("Key", &key)
        }
        try document.list("Error", &failures, blank: Failure()) {
          failure, element throws(S3Error) in
          try element.value("Key", &failure.key)
          try element.value("Code", &failure.code)
          try element.value("Message", &failure.message, standard: "")
        }
      }
    }
  }

  /// The answer to an outcome for each key.
  package func answer(_ outcomes: [Result<Void, TransportError>]) -> Answer {
    var answer = Answer()
    for (key, outcome) in zip(keys, outcomes) {
      switch outcome {
      case .success: if !isQuiet { answer.deleted.append(key) }
      case .failure(let error): answer.failures.append(.init(key, S3Error(error)))
      }
    }
    return answer
  }
}

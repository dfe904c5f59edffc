package import DovetailTransport

/// Source: S3 API reference, GetObject.
package struct GetObject: S3ObjectOperation {
  package static let method = "GET"

  package var key: BlobKey
  package var read = ObjectReading()

  package init(_ key: BlobKey, _ read: ObjectReading = ObjectReading()) {
    self.key = key
    self.read = read
  }

  package init(blank key: BlobKey) {
    self.key = key
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    try read.shape(&message)
  }

  package struct Answer: S3Answer {
    package var status = 200
    package var head = ObjectHead()
    package var bytes: [UInt8] = []

    package init() {}

    package init(status: Int, head: ObjectHead, bytes: [UInt8]) {
      self.status = status
      self.head = head
      self.bytes = bytes
    }

    package mutating func shape(_ message: inout S3Message) throws(S3Error) {
      message.bytes(&bytes)
      try head.shape(&message, status, size: status == 304 ? nil : bytes.count)
    }
  }

  /// The answer to what came of a read; throws the refusal that it is.
  package func answer(_ outcome: ReadOutcome<ObjectContent>) throws(S3Error) -> Answer {
    let (status, head) = try read.answer(outcome) { $0.part }
    guard case .found(let content) = outcome else {
      return Answer(status: status, head: head, bytes: [])
    }
    return Answer(status: status, head: head, bytes: content.bytes)
  }
}

/// Source: S3 API reference, HeadObject.
package struct HeadObject: S3ObjectOperation {
  package static let method = "HEAD"

  package var key: BlobKey
  package var read = ObjectReading()

  package init(_ key: BlobKey, _ read: ObjectReading = ObjectReading()) {
    self.key = key
    self.read = read
  }

  package init(blank key: BlobKey) {
    self.key = key
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    try read.shape(&message)
  }

  package struct Answer: S3Answer {
    package var status = 200
    package var head = ObjectHead()

    package init() {}

    package init(status: Int, head: ObjectHead) {
      self.status = status
      self.head = head
    }

    package mutating func shape(_ message: inout S3Message) throws(S3Error) {
      var count = head.range?.count ?? head.blob.size
      if status != 304 { try message.header("Content-Length", &count, standard: -1) }
      try head.shape(&message, status, size: status == 304 ? nil : max(0, count))
    }
  }

  /// The answer to what came of a read; throws the refusal that it is.
  package func answer(_ outcome: ReadOutcome<ObjectPart>) throws(S3Error) -> Answer {
    let (status, head) = try read.answer(outcome) { $0 }
    return Answer(status: status, head: head)
  }
}

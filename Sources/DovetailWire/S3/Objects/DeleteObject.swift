package import DovetailTransport

/// Source: S3 API reference, DeleteObject.
package struct DeleteObject: S3ObjectOperation {
  package static let method = "DELETE"

  package var key: BlobKey

  package init(_ key: BlobKey) {
    self.key = key
  }

  package init(blank key: BlobKey) {
    self.key = key
  }

  /// Conditions are refused: what is deleted against one is lost.
  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    var condition = PutCondition.always
    try message.condition(&condition)
    guard condition == .always else { throw S3Error(.notImplemented) }
  }

  package typealias Answer = S3Done
}

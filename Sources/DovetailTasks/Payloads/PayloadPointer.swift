import DovetailTransport

/// What a message holds in place of its body: where the body is.
///
/// TaskIQ's form is written; that of the AWS extended clients is read too.
///
/// Source: taskiq-aio-sqs 2.1, `sqs_broker.py`; amazon-sqs-java-extended-client-lib,
/// `SQSExtendedClientConstants.java`; amazon-sqs-python-extended-client-lib, `client.py`;
/// payload-offloading-java-common-lib-for-aws, `PayloadS3Pointer.java`.
struct PayloadPointer: Hashable {
  /// Whose form it is.
  enum Form: Hashable {
    case taskIQ
    case extendedClient
  }

  let place: BlobKey
  let form: Form

  /// A pointer in TaskIQ's form.
  init(to place: BlobKey) {
    self.place = place
    form = .taskIQ
  }

  private static let taskIQAttribute = "s3_extended_message"
  /// The names of the extended clients, the older one last.
  private static let extendedClientAttributes = ["ExtendedPayloadSize", "SQSLargePayloadSize"]
  private static let attributes = [taskIQAttribute] + extendedClientAttributes

  /// Whether an attribute says that a message is a pointer.
  static func reserves(_ attribute: String) -> Bool { attributes.contains(attribute) }

  /// The message with this pointer in its body's place.
  func replacingBody(of message: OutgoingMessage) -> OutgoingMessage {
    var writer = JSONWriter()
    writer.object { object in
      object.member("s3_bucket", place.bucket.text)
      object.member("s3_key", place.key)
    }
    var message = message
    message.body = writer.text
    message.attributes[Self.taskIQAttribute] = .string("True")
    return message
  }

  /// The message with the body that was pointed to.
  static func restoring(_ body: String, of message: ReceivedMessage) -> ReceivedMessage {
    var message = message
    message.body = body
    for attribute in attributes { message.attributes[attribute] = nil }
    return message
  }
}

// Reading.
extension PayloadPointer {
  /// Reads the pointer that a message holds; nil when it holds its body.
  ///
  /// Throws when an attribute says that it is a pointer, and the body is none.
  init?(_ message: ReceivedMessage) throws(TaskFormatError) {
    if message.attributes[Self.taskIQAttribute] != nil {
      form = .taskIQ
      let pointer = try Self.json(of: message)
      place = try Self.place(pointer, bucket: "s3_bucket", key: "s3_key")
    } else if Self.extendedClientAttributes.contains(where: { message.attributes[$0] != nil }) {
      form = .extendedClient
      guard case .array(let elements) = try Self.json(of: message), elements.count == 2 else {
        throw Self.error(nil, "must be an array of a class's name and an object")
      }
      // The class is Java's business: its package has changed over the years.
      place = try Self.place(elements[1], bucket: "s3BucketName", key: "s3Key")
    } else {
      return nil
    }
  }

  private static func json(of message: ReceivedMessage) throws(TaskFormatError) -> JSONValue {
    let bytes = Array(message.body.utf8)
    do throws(JSONError) {
      return try JSONValue(parsing: bytes)
    } catch {
      throw TaskFormatError(document: document, member: nil, error, in: bytes)
    }
  }

  private static func place(
    _ pointer: JSONValue, bucket: String, key: String
  ) throws(TaskFormatError) -> BlobKey {
    guard let members = pointer.members else { throw error(nil, "must be an object") }
    guard let name = members[bucket]?.string, let bucketName = try? BucketName(name) else {
      throw error(bucket, "must be a bucket's name")
    }
    guard let text = members[key]?.string, (1...S3Limits.keyBytes).contains(text.utf8.count) else {
      throw error(key, "must be a key of 1 to \(S3Limits.keyBytes) bytes")
    }
    return BlobKey(bucket: bucketName, key: text)
  }

  private static let document = "pointer to a payload"

  private static func error(_ member: String?, _ problem: String) -> TaskFormatError {
    TaskFormatError(document: document, member: member, problem: problem)
  }
}

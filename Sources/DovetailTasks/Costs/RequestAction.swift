/// A kind of request to SQS or S3 that a broker and its workers make while they run, by AWS's name.
///
/// The forms for one and for several messages are one kind: they cost the same.
public enum RequestAction: String, Hashable, Sendable, CaseIterable {
  /// Sends up to ten messages.
  case send = "SendMessage"
  /// Receives up to ten messages.
  case receive = "ReceiveMessage"
  /// Deletes up to ten messages.
  case delete = "DeleteMessage"
  /// Changes the visibility of up to ten messages.
  case changeVisibility = "ChangeMessageVisibility"
  /// Stores an object.
  case putObject = "PutObject"
  /// Reads an object.
  case getObject = "GetObject"
  /// Asks what is known of an object.
  case headObject = "HeadObject"
  /// Removes up to 1,000 objects.
  case deleteObjects = "DeleteObjects"
  /// Lists up to 1,000 objects of a bucket.
  case listObjects = "ListObjectsV2"
}

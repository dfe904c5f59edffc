/// The calls of ``QueueTransport`` and ``BlobStore`` that can be made to break.
public enum FaultAction: String, Hashable, Sendable, CaseIterable {
  /// Sends messages.
  case send
  /// Receives messages.
  case receive
  /// Deletes messages.
  case delete
  /// Changes the visibility of messages.
  case changeVisibility
  /// Stores an object.
  case putBlob
  /// Reads an object.
  case getBlob
  /// Asks what is known of an object.
  case headBlob
  /// Removes objects.
  case deleteBlobs
  /// Lists a bucket.
  case listBlobs
}

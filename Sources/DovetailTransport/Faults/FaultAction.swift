/// The calls that can be made to break: those of ``QueueTransport`` and ``BlobStore``, and all others that a
/// server answers.
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
  /// Makes, changes, finds or removes queues, buckets or uploads: only a server has such calls break.
  case administration

  /// Whether what it is about is known only when the answer comes.
  var bringsEntries: Bool { self == .receive || self == .listBlobs }
}

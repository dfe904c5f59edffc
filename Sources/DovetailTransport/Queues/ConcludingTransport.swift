/// A transport that ends a message's way in one step: what came of it is stored and the message deleted,
/// in one commit.
///
/// For transports whose queues share their commits with a store of objects; asked for by a cast. Every
/// conformance passes the claims of `ConcludingTransportContract`.
public protocol ConcludingTransport: QueueTransport {
  /// Whether it commits together with that store.
  func commits(with store: any BlobStore) -> Bool

  /// Stores the objects of up to ten entries, whatever is at their keys, and deletes their messages;
  /// returns an outcome for each, in the same order.
  ///
  /// The objects go to a store that ``commits(with:)`` is true for. An entry fails where to store its object
  /// or to delete its message by itself would; then neither has been done. Throws for an empty batch and
  /// for more than ten entries.
  func conclude(
    _ entries: [Conclusion], on queue: QueueName
  ) async throws -> [Result<Void, TransportError>]
}

/// The end of a message's way.
public struct Conclusion: Hashable, Sendable {
  /// An object that is to be stored.
  public struct Object: Hashable, Sendable {
    /// Where it goes.
    public var key: BlobKey
    /// Its bytes.
    public var bytes: [UInt8]

    /// Makes an object.
    public init(_ bytes: [UInt8], at key: BlobKey) {
      self.key = key
      self.bytes = bytes
    }
  }

  /// Names the receive of the message, which is deleted.
  public var receipt: ReceiptHandle
  /// What is stored; nil: nothing.
  public var object: Object?

  /// Makes a conclusion.
  public init(_ receipt: ReceiptHandle, storing object: Object? = nil) {
    self.receipt = receipt
    self.object = object
  }
}

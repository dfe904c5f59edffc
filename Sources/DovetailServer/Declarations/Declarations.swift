public import DovetailTransport

/// The queues and buckets that are to be there when a server starts.
public struct Declarations: Hashable, Sendable {
  /// The queues, in any order: one may name a dead-letter queue that stands behind it.
  public var queues: [QueueDeclaration] = []
  /// The buckets.
  public var buckets: [BucketName] = []

  /// Declares nothing.
  public init() {}

  /// Reads the members `queues` and `buckets` of a configuration file.
  init(_ members: inout JSONMembers) throws(ServerError) {
    for (name, queue) in try members.namedObjects("queues", "queue") ?? [] {
      queues.append(try QueueDeclaration(name, queue))
    }
    for name in try members.texts("buckets") ?? [] {
      do throws(TransportError) {
        buckets.append(try BucketName(name))
      } catch {
        throw ServerError("\(error)")
      }
    }
  }
}

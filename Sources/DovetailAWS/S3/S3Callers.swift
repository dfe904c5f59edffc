import DovetailTransport
import Synchronization

/// Who signs the calls on each bucket: those with credentials of their own have a caller of their own.
final class S3Callers: Sendable {
  private let usual: ServiceCaller
  private let own: @Sendable (BucketName) throws -> ServiceCaller?
  private let callers = Mutex<[BucketName: ServiceCaller]>([:])

  /// `own` makes the caller of a bucket; nil: it is the usual one.
  init(usual: ServiceCaller, own: @escaping @Sendable (BucketName) throws -> ServiceCaller?) {
    self.usual = usual
    self.own = own
  }

  var clock: any WallClock { usual.clock }

  func caller(for bucket: BucketName, _ attempt: String) throws -> ServiceCaller {
    try callers.withLock { callers in
      if let caller = callers[bucket] { return caller }
      do {
        let caller = try own(bucket) ?? usual
        callers[bucket] = caller
        return caller
      } catch {
        throw TransportError(.accessDenied, attempt: attempt, detail: "\(error)", cause: error)
      }
    }
  }
}

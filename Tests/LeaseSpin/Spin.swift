import Synchronization

/// Bodies that hold their threads.
final class Spin: Sendable {
  private struct Fields {
    var started = 0
    var deliveredOnce = 0
    var whenFull: (@Sendable () -> Void)?
    var hasOtherWorkRun = false
    var isPoolFree = false
  }

  let threads: Int
  private let fields = Mutex(Fields())

  private static let duration = Duration.seconds(3)

  init(threads: Int) {
    self.threads = threads
  }

  /// How many bodies ran that were delivered for the first time.
  var deliveredOnce: Int { fields.withLock { $0.deliveredOnce } }

  /// Whether other work got on while all threads should have been held.
  var isPoolFree: Bool { fields.withLock { $0.isPoolFree } }

  /// What to do as soon as every thread is held.
  func whenFull(_ action: @escaping @Sendable () -> Void) {
    fields.withLock { $0.whenFull = action }
  }

  func otherWorkRan() {
    fields.withLock { $0.hasOtherWorkRun = true }
  }

  /// Holds the thread, from when all are held.
  func run(isFirstDelivery: Bool) {
    let action: (@Sendable () -> Void)? = fields.withLock { fields in
      fields.started += 1
      if isFirstDelivery { fields.deliveredOnce += 1 }
      return fields.started == threads ? fields.whenFull : nil
    }
    while fields.withLock({ $0.started }) < threads { continue }
    action?()
    let end = ContinuousClock.now + Self.duration
    while ContinuousClock.now < end { continue }
    fields.withLock { $0.isPoolFree = $0.isPoolFree || $0.hasOtherWorkRun }
    // Nobody lets go before all have looked.
    fields.withLock { $0.started += 1 }
    while fields.withLock({ $0.started }) < 2 * threads { continue }
  }
}

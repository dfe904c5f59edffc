import Synchronization

/// Tells when nobody is on the way any more who could bring messages to a batch.
///
/// For runs that work on what is there: what has been gathered then need not wait.
final class Stillness: Sendable {
  private struct Fields {
    var underWay = 0
    /// Who waits until all the others rest.
    var watcher: OneShot<Void>?
  }

  private let onStill: @Sendable () -> Void
  private let fields = Mutex(Fields())

  /// `onStill` is called whenever the last one on the way rests.
  init(onStill: @escaping @Sendable () -> Void) {
    self.onStill = onStill
  }

  /// Waits until nobody is on the way but who asks.
  func waitForOthers() async {
    let shot = OneShot<Void>()
    let isStill = fields.withLock { fields in
      if fields.underWay > 1 { fields.watcher = shot }
      return fields.underWay <= 1
    }
    if !isStill { await shot.value() }
  }

  fileprivate func change(by step: Int) {
    let (left, watcher): (Int, OneShot<Void>?) = fields.withLock { fields in
      fields.underWay += step
      guard fields.underWay <= 1 else { return (fields.underWay, nil) }
      defer { fields.watcher = nil }
      return (fields.underWay, fields.watcher)
    }
    watcher?.set(())
    if left == 0 { onStill() }
  }
}

/// One who may bring messages to a batch: on the way from the start, until it rests.
final class Traveller: Sendable {
  private let stillness: Stillness
  private let isResting = Atomic(false)

  init(_ stillness: Stillness) {
    self.stillness = stillness
    stillness.change(by: 1)
  }

  /// Brings nothing until it moves again.
  func rest() {
    guard !isResting.exchange(true, ordering: .acquiringAndReleasing) else { return }
    stillness.change(by: -1)
  }

  /// Is on the way again.
  func move() {
    guard isResting.exchange(false, ordering: .acquiringAndReleasing) else { return }
    stillness.change(by: 1)
  }
}

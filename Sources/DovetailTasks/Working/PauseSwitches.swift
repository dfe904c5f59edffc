import Synchronization

/// What a worker has paused: queues, and tasks by their names.
final class PauseSwitches: Sendable {
  /// What can be paused.
  enum Subject: Hashable, Sendable {
    case queue(String)
    case task(String)
  }

  private struct Fields {
    var paused: Set<Subject> = []
    var waiting: [Subject: [OneShot<Void>]] = [:]
  }

  private let fields = Mutex(Fields())

  func pause(_ subject: Subject) {
    fields.withLock { _ = $0.paused.insert(subject) }
  }

  func resume(_ subject: Subject) {
    let woken = fields.withLock { fields in
      fields.paused.remove(subject)
      return fields.waiting.removeValue(forKey: subject) ?? []
    }
    for shot in woken { shot.set(()) }
  }

  func isPaused(_ subject: Subject) -> Bool {
    fields.withLock { !$0.paused.isEmpty && $0.paused.contains(subject) }
  }

  /// Waits while the subject is paused, or until the signal comes.
  func waitWhilePaused(_ subject: Subject, or signal: StopSignal) async {
    let shot = OneShot<Void>()
    let isPaused = fields.withLock { fields in
      guard fields.paused.contains(subject) else { return false }
      fields.waiting[subject, default: []].append(shot)
      return true
    }
    guard isPaused else { return }
    await signal.during {
      await shot.value()
    } onStop: {
      shot.set(())
    }
    fields.withLock { $0.waiting[subject]?.removeAll { $0 === shot } }
  }
}

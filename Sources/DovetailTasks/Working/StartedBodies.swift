import Synchronization

/// The bodies that run in a worker, and how all of them are told to end.
final class StartedBodies: Sendable {
  private struct Fields {
    var bodies: [ObjectIdentifier: StartedBody] = [:]
    var isEnding = false
    var isAbandoned = false
  }

  private let fields = Mutex(Fields())

  /// Whether they are to end.
  var isEnding: Bool { fields.withLock { $0.isEnding } }

  /// A body begins; told at once what the others have been told.
  func begin(_ body: StartedBody) {
    let (isEnding, isAbandoned) = fields.withLock { fields in
      fields.bodies[ObjectIdentifier(body)] = body
      return (fields.isEnding, fields.isAbandoned)
    }
    if isEnding { body.cancel() }
    if isAbandoned { body.abandon() }
  }

  /// A body has ended, or is left behind.
  func end(_ body: StartedBody) {
    fields.withLock { _ = $0.bodies.removeValue(forKey: ObjectIdentifier(body)) }
  }

  /// Tells all to end.
  func cancel() {
    let bodies = fields.withLock { fields in
      fields.isEnding = true
      return Array(fields.bodies.values)
    }
    for body in bodies { body.cancel() }
  }

  /// Waits for none of them any longer.
  func abandon() {
    let bodies = fields.withLock { fields in
      fields.isAbandoned = true
      return Array(fields.bodies.values)
    }
    for body in bodies { body.abandon() }
  }
}

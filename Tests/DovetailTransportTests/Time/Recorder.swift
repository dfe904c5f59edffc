import Synchronization

/// Keeps what happened, in order.
final class Recorder<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])

  var all: [Element] { elements.withLock(\.self) }

  func add(_ element: Element) {
    elements.withLock { $0.append(element) }
  }
}

import Dovetail
import Synchronization

/// A task that fails until it is mended, and then returns its number.
final class Flaky: Sendable {
  let task: TypedTask<Int, Int>
  let worker: Worker
  private let state: State

  private final class State: Sendable {
    let isMended = Atomic(false)
    let succeeded = Mutex<[Int]>([])
  }

  init(_ broker: Broker, attempts: Int = 1) {
    let state = State()
    self.state = state
    let task = broker.task("flaky", retry: .immediate(maxAttempts: attempts)) {
      (number: Int) -> Int in
      guard state.isMended.load(ordering: .acquiring) else { throw PaymentDeclined() }
      state.succeeded.withLock { $0.append(number) }
      return number
    }
    self.task = task
    worker = Worker(broker, concurrency: 8) { task }
  }

  /// The numbers of the runs that did not fail.
  var succeeded: [Int] { state.succeeded.withLock { $0 } }

  func mend() {
    state.isMended.store(true, ordering: .releasing)
  }

  /// Fails as the task does.
  func check() throws {
    guard state.isMended.load(ordering: .acquiring) else { throw PaymentDeclined() }
  }
}

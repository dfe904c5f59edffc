import DovetailTransport
import Metrics
import Synchronization

/// The metrics of what a broker's workers run, by queue, and by task where that is known.
///
/// Each is made once, when it is first needed: to make a metric, its backend may look it up under a lock.
final class RunMetrics: Sendable {
  private struct Key: Hashable {
    let queue: QueueName
    let task: String
  }

  private struct Made {
    var queues: [QueueName: QueueRunMetrics] = [:]
    var tasks: [Key: TaskRunMetrics] = [:]
  }

  private let factory: any MetricsFactory
  private let made = Mutex(Made())

  /// Nil when nobody collects metrics: then they are to cost nothing.
  init?(from factory: any MetricsFactory) {
    guard !(factory is NOOPMetricsHandler) else { return nil }
    self.factory = factory
  }

  /// Messages were received, and are held from now on.
  func received(_ messages: [ReceivedMessage], from queue: QueueName, at now: Timestamp) {
    let metrics = of(queue)
    metrics.held.increment(by: Double(messages.count))
    for message in messages {
      metrics.age.record(duration: max(.zero, message.sentAt.duration(to: now)))
    }
  }

  /// A message is held no longer.
  func letGo(of queue: QueueName) {
    of(queue).held.decrement()
  }

  /// A body begins to run; `waits`: how long its messages were in the queue that are run for the first
  /// time.
  func began(_ task: String, of queue: QueueName, after waits: some Sequence<Duration>) {
    of(queue).running.increment()
    let timer = of(task, queue).wait
    for wait in waits { timer.record(duration: max(.zero, wait)) }
  }

  /// A body has ended, or is waited for no longer.
  func ended(_ task: String, of queue: QueueName, after elapsed: Duration) {
    of(queue).running.decrement()
    of(task, queue).duration.record(duration: elapsed)
  }

  /// A body has been told to end and goes on, or has returned after all.
  func isStuck(_ isStuck: Bool, on queue: QueueName) {
    let meter = of(queue).stuck
    isStuck ? meter.increment() : meter.decrement()
  }

  /// A delivery has come to its end, or a run of it has.
  func count(_ outcome: TaskReport.Outcome, _ task: String, of queue: QueueName) {
    of(task, queue).outcomes.counter(of: outcome).increment()
  }

  /// A message's hold was lost.
  func lostLease(on queue: QueueName) {
    of(queue).lostLeases.increment()
  }

  /// A task failed for good, and there was no dead-letter queue.
  func discarded(from queue: QueueName) {
    of(queue).discarded.increment()
  }

  /// A dead letter had no room to say why it is one.
  func droppedNote(of queue: QueueName) {
    of(queue).droppedNotes.increment()
  }

  private func of(_ queue: QueueName) -> QueueRunMetrics {
    made.withLock { made in
      if let metrics = made.queues[queue] { return metrics }
      let metrics = QueueRunMetrics(queue, from: factory)
      made.queues[queue] = metrics
      return metrics
    }
  }

  private func of(_ task: String, _ queue: QueueName) -> TaskRunMetrics {
    let key = Key(queue: queue, task: task)
    return made.withLock { made in
      if let metrics = made.tasks[key] { return metrics }
      let metrics = TaskRunMetrics(task, queue, from: factory)
      made.tasks[key] = metrics
      return metrics
    }
  }
}

/// The metrics of one queue.
private struct QueueRunMetrics: Sendable {
  let age: Metrics.Timer
  let held: Meter
  let running: Meter
  let stuck: Meter
  let lostLeases: Counter
  let discarded: Counter
  let droppedNotes: Counter

  init(_ queue: QueueName, from factory: any MetricsFactory) {
    let dimensions = [("queue", queue.text)]
    func meter(_ label: String) -> Meter {
      Meter(label: label, dimensions: dimensions, factory: factory)
    }
    func counter(_ label: String) -> Counter {
      Counter(label: label, dimensions: dimensions, factory: factory)
    }
    age = Metrics.Timer(label: MetricLabel.age, dimensions: dimensions, factory: factory)
    held = meter(MetricLabel.held)
    running = meter(MetricLabel.running)
    stuck = meter(MetricLabel.stuck)
    lostLeases = counter(MetricLabel.lostLeases)
    discarded = counter(MetricLabel.discarded)
    droppedNotes = counter(MetricLabel.droppedNotes)
  }
}

/// The metrics of one task in one queue.
private struct TaskRunMetrics: Sendable {
  let duration: Metrics.Timer
  let wait: Metrics.Timer
  let outcomes: OutcomeCounters

  init(_ task: String, _ queue: QueueName, from factory: any MetricsFactory) {
    let dimensions = [("queue", queue.text), ("task", task)]
    func timer(_ label: String) -> Metrics.Timer {
      Metrics.Timer(label: label, dimensions: dimensions, factory: factory)
    }
    duration = timer(MetricLabel.runDuration)
    wait = timer(MetricLabel.runWait)
    outcomes = OutcomeCounters { Counter(label: $0, dimensions: dimensions, factory: factory) }
  }
}

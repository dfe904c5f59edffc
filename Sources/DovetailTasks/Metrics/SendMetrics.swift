import DovetailTransport
import Metrics

/// The metrics of what is sent to one queue.
///
/// Made once for a queue: to make a metric, its backend may look it up under a lock.
struct SendMetrics: Sendable {
  private let sent: Counter
  private let failed: Counter
  private let retried: Counter
  private let dropped: Counter
  private let splits: Counter
  private let pending: Meter
  private let batchSize: Recorder
  private let duration: Metrics.Timer

  init(of queue: QueueName, from factory: any MetricsFactory) {
    let dimensions = [("queue", queue.text)]
    func counter(_ label: String) -> Counter {
      Counter(label: label, dimensions: dimensions, factory: factory)
    }
    sent = counter(MetricLabel.sent)
    failed = counter(MetricLabel.failed)
    retried = counter(MetricLabel.retried)
    dropped = counter(MetricLabel.dropped)
    splits = counter(MetricLabel.splits)
    pending = Meter(label: MetricLabel.pending, dimensions: dimensions, factory: factory)
    batchSize = Recorder(label: MetricLabel.batchSize, dimensions: dimensions, factory: factory)
    duration = Metrics.Timer(
      label: MetricLabel.duration, dimensions: dimensions, factory: factory)
  }

  /// Messages have come that are to be sent.
  func began(_ count: Int) {
    pending.increment(by: Double(count))
  }

  /// Messages are done with, whatever became of them.
  func ended(_ count: Int) {
    pending.decrement(by: Double(count))
  }

  /// A request was answered, or failed; the messages that are not settled are sent again.
  func answered(_ batch: SendBatch, _ settled: [SettledEntry], after elapsed: Duration) {
    batchSize.record(batch.entries.count)
    duration.record(duration: elapsed)
    if batch.isSplit { splits.increment() }
    let accepted = settled.count { (try? $0.outcome.get()) != nil }
    count(accepted, sent)
    count(settled.count - accepted, failed)
    count(batch.entries.count - settled.count, retried)
  }

  /// A task was given up that nobody waited for.
  func drop() {
    dropped.increment()
  }

  private func count(_ number: Int, _ counter: Counter) {
    if number > 0 { counter.increment(by: number) }
  }
}

import Dovetail
import Foundation
import Logging
import Synchronization

/// A process whose task bodies spin on every thread of the cooperative pool for three seconds, with leases
/// of one.
///
/// Prints one line: how many bodies ran and were delivered once, how many messages another receiver got
/// meanwhile, how many leases were renewed, whether anything else got on on the pool, and the longest time
/// in milliseconds for which the machine gave an idle thread no turn.
@main
struct LeaseSpin {
  static func main() async throws {
    let spin = Spin(threads: ProcessInfo.processInfo.activeProcessorCount)
    let double = try await SQLiteDouble.open(.memory)
    let plan = FaultPlan(clock: SystemClock())
    let bucket = try BucketName("results")
    try await double.blobs.createBucket(bucket)
    var configuration = BrokerConfiguration()
    configuration.visibilityTimeout = .seconds(1)
    configuration.logger = Logger(label: "spin") { StreamLogHandler.standardError(label: $0) }
    let broker = try await Broker(
      BrokerServices(
        transport: FaultyQueueTransport(double.queues, plan), administration: double.administration,
        results: BlobResultBackend(store: double.blobs, bucket: bucket)), configuration)
    let task = broker.task("spin") { (context: TaskContext) in
      spin.run(isFirstDelivery: context.receiveCount == 1)
    }
    for _ in 0..<spin.threads { try await task.enqueue() }

    let rival = Rival(double.queues, queue: try QueueName("default"))
    spin.whenFull {
      rival.begin()
      Task { spin.otherWorkRan() }  // Ends at once, as soon as the pool lets it.
    }
    let gaps = Gaps()
    try await Worker(broker, concurrency: spin.threads) { task }.drain()
    rival.end()

    let renewals = plan.tally(of: .changeVisibility).entries
    print(
      "\(spin.threads) \(spin.deliveredOnce) \(rival.caught) \(renewals) \(spin.isPoolFree ? 1 : 0) "
        + "\(gaps.longest)")
  }
}

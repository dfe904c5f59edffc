import Dovetail
import Foundation

/// A broker on a double of its own, and the same queue without the broker.
struct TaskStore {
  /// Gives back what it gets: all that it costs is ours.
  static let task = TaskKey("benchmark.noop", "number", as: ((Int) -> Int).self)

  let broker: Broker
  /// Sends messages such as the broker makes of the task.
  let embedded: EmbeddedDouble

  /// Opens a store in memory, or in a file of that name in the folder.
  static func open(_ store: Store, _ name: String, in folder: URL) async throws -> TaskStore {
    let path = folder.appendingPathComponent("\(name).db").path
    let double = try await SQLiteDouble.open(store == .file ? .file(path) : .memory)
    let bucket = try BucketName("benchmark")
    try await double.blobs.createBucket(bucket)
    var services = BrokerServices(
      transport: double.queues, administration: double.administration,
      results: BlobResultBackend(store: double.blobs, bucket: bucket, prefix: "results"))
    services.sweepsResults = true
    let broker = try await Broker(services)
    let body = TaskMessage(
      id: TaskID(rawValue: String(repeating: "0", count: 32)), name: task.name,
      arguments: try TaskArguments(positional: Array("[12345]".utf8), named: Array("{}".utf8)))
    let message = try TaskIQFormat().encode(body)
    return TaskStore(
      broker: broker,
      embedded: EmbeddedDouble(double: double, queue: broker.queues[0], message: message))
  }

  func close() async {
    await embedded.close()
  }

  /// Lets so many callers at once send their part of `count` tasks, each when the one before was
  /// accepted.
  func enqueue(_ count: Int, callers: Int) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      let part = count / callers
      for caller in 0..<callers {
        group.addTask {
          for number in (caller * part)..<((caller + 1) * part) {
            try await broker.enqueue(Self.task, number)
          }
        }
      }
      try await group.waitForAll()
    }
  }

  /// Sends so many tasks in one call.
  func enqueueAll(_ count: Int, keepsResults: Bool = true) async throws {
    let options = SendOptions().keepsResult(keepsResults)
    for outcome in await broker.enqueueAll(Self.task, Array(0..<count), options: options) {
      _ = try outcome.get()
    }
  }

  /// Waits until all tasks have been run and their messages deleted.
  func waitUntilEmpty() async throws {
    while try await !isEmpty { try await Task.sleep(for: .milliseconds(1)) }
  }

  private var isEmpty: Bool {
    get async throws {
      let attributes = try await embedded.double.administration.attributes(
        [.approximateNumberOfMessages, .approximateNumberOfMessagesNotVisible],
        of: embedded.queue)
      return attributes[.approximateNumberOfMessages] == "0"
        && attributes[.approximateNumberOfMessagesNotVisible] == "0"
    }
  }

  /// The requests of one kind that the broker and its workers have made so far.
  func requests(_ action: RequestAction) -> Int {
    broker.costReport()[action].requests
  }
}

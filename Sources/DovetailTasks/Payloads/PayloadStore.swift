import DovetailTransport
import Logging

/// Keeps the bodies of messages that are too large for their queue.
struct PayloadStore: Sendable {
  let store: any BlobStore
  /// Where bodies are stored: the one place whose objects are removed.
  let own: PayloadSource
  let options: PayloadOptions
  let clock: any WallClock
  let random: RandomSource
  let logger: Logger
  private let executor: (any TaskExecutor)?

  init(_ folder: BlobFolder, _ configuration: BrokerConfiguration, _ services: BrokerServices) {
    store = folder.store
    own = PayloadSource(folder.bucket, prefix: folder.key(configuration.payloads.prefix).key)
    options = configuration.payloads
    clock = services.clock
    executor = services.executor
    random = configuration.random
    logger = configuration.logger
  }

  /// A place as long as any for that task's body.
  func longestPlace(for task: TaskID) -> BlobKey {
    own.place(of: PayloadName(task).other(random).text)
  }

  /// Stores the body, and returns the message that points to it.
  ///
  /// Throws when it is not stored, or not known to be; then nothing may be sent.
  func offload(_ parcel: Parcel) async throws -> Parcel {
    let place = try await put(Array(parcel.message.body.utf8), for: parcel.id)
    return parcel.offloaded(to: place)
  }

  /// Stores a body where nothing is, and returns where.
  ///
  /// Who has the same id must not share the object: it is removed when the other's send fails.
  private func put(_ bytes: [UInt8], for task: TaskID) async throws -> BlobKey {
    var name = PayloadName(task)
    var names = 1
    var attempt = 1
    var isInDoubt = false
    while true {
      let place = own.place(of: name.text)
      do {
        _ = try await store.put(bytes, at: place, .ifAbsent)
        return place
      } catch let error as TransportError where error.isTaken {
        if isInDoubt, await holds(bytes, place) { return place }
        guard names < Self.mostNames else { throw notStored(task, error) }
        names += 1
        isInDoubt = false
        name = name.other(random)
      } catch let error as TransportError {
        guard error.isTransient,
          let pause = options.retry.delay(afterAttempt: attempt, using: random)
        else { throw notStored(task, error) }
        isInDoubt = isInDoubt || error.code == .outcomeUnknown
        attempt += 1
        try await clock.sleep(for: pause)
      }
    }
  }

  /// A random name is never taken: a store that says so twice is out of order.
  private static let mostNames = 3

  /// Whether our own put was made whose answer was lost.
  ///
  /// When that cannot be read, another object does no harm.
  private func holds(_ bytes: [UInt8], _ place: BlobKey) async -> Bool {
    (try? await store.get(place))?.bytes == bytes
  }

  /// Not `outcomeUnknown`, whatever the store has said: without its body no message is sent.
  private func notStored(_ task: TaskID, _ error: TransportError) -> TransportError {
    TransportError(
      error.code == .outcomeUnknown ? .unreachable : error.code,
      attempt: "store the payload of task \(task), so it was not sent", detail: "\(error)",
      cause: error)
  }

  /// Removes the body of a message that was not sent; an object that stays is only logged.
  ///
  /// In a task of its own, awaited here: the sender's may have been cancelled.
  func remove(_ place: BlobKey) async {
    await Task(executorPreference: executor) {
      await tidy(place) { try await delete(place) }
    }.value
  }

  func delete(_ place: BlobKey) async throws {
    for outcome in try await store.delete([place.key], in: place.bucket) { try outcome.get() }
  }

  /// Repeats what tidies up after a message, and logs what does not succeed.
  func tidy(
    _ place: BlobKey, _ metadata: Logger.Metadata = [:], _ act: () async throws -> Void
  ) async {
    do {
      try await options.retry.repeating(on: clock, using: random, act)
    } catch {
      logger.warning("The payload \(place) is left behind: \(error)", metadata: metadata)
    }
  }
}

extension TransportError {
  /// Whether another object has the name.
  fileprivate var isTaken: Bool {
    code == .preconditionFailed || code == .conditionalRequestConflict
  }
}

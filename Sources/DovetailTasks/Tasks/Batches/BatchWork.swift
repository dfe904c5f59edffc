/// What a worker does with many messages at once.
struct BatchWork: Sendable {
  /// The most messages of a call.
  let limit: Int
  /// How long the first waits for others.
  let linger: Duration
  /// Reads the arguments, runs the body, and returns for each entry its value as JSON, or its error.
  let run: @Sendable ([Entry]) async -> Outcome

  /// One message of a call.
  struct Entry: Sendable {
    let arguments: TaskArguments
    let context: TaskContext
  }

  /// How it went with the messages of a call.
  struct Outcome: Sendable {
    /// One for each entry, in order.
    var results: [Result<[UInt8], any Error>]
    /// What the body threw, if it did: then it stands for each that was given to it.
    var thrown: (any Error)?
  }

  static let limits = 1...10_000
}

extension BatchWork {
  init<Payload: Sendable, Output: Codable & Sendable>(
    limit: Int, linger: Duration,
    decode: @escaping @Sendable (TaskArguments, TaskContext) throws -> Payload,
    body: @escaping @Sendable ([BatchItem<Payload, Output>]) async throws -> [BatchAnswer<Output>]
  ) {
    self.limit = min(max(limit, Self.limits.lowerBound), Self.limits.upperBound)
    self.linger = max(.zero, linger)
    run = { entries in
      var outcome = Outcome(results: entries.map { _ in .failure(MissingAnswer()) })
      var batch: [BatchItem<Payload, Output>] = []
      for (place, entry) in entries.enumerated() {
        do {
          let payload = try decode(entry.arguments, entry.context)
          batch.append(BatchItem(payload: payload, context: entry.context, place: place))
        } catch {
          outcome.results[place] = .failure(HandlerFault.arguments(error))
        }
      }
      guard !batch.isEmpty else { return outcome }
      do {
        outcome.take(try await body(batch))
      } catch {
        for item in batch { outcome.results[item.place] = .failure(error) }
        outcome.thrown = error
      }
      return outcome
    }
  }
}

extension BatchWork.Outcome {
  /// Takes the answers; of two for one message a failure counts, as that loses nothing.
  fileprivate mutating func take<Output: Encodable>(_ answers: [BatchAnswer<Output>]) {
    var failed: Set<Int> = []
    for answer in answers where results.indices.contains(answer.place) {
      switch answer.outcome {
      case .failure(let error):
        failed.insert(answer.place)
        results[answer.place] = .failure(error)
      case .success(let value) where !failed.contains(answer.place):
        results[answer.place] = Result { try ArgumentCoder.encode(output: value) }
          .mapError { HandlerFault.result($0) }
      case .success: break
      }
    }
  }
}

/// The body of a batch returned, and a message has no answer.
struct MissingAnswer: Error, CustomStringConvertible {
  var description: String {
    "The batch's body returned without an answer for this message; answer for each of them."
  }
}

extension TaskHandler {
  /// Makes a handler from how its arguments are read and what is done with many of them.
  init<Payload: Sendable, Output: Codable & Sendable>(
    batchesOf name: String, _ options: BatchOptions,
    decode: @escaping @Sendable (TaskArguments, TaskContext) throws -> Payload,
    body: @escaping @Sendable ([BatchItem<Payload, Output>]) async throws -> [BatchAnswer<Output>]
  ) {
    let work = BatchWork(
      limit: options.limit, linger: options.linger, decode: decode, body: body)
    self.init(name: name, retry: options.retry, timeout: options.timeout) { arguments, context in
      let entry = BatchWork.Entry(arguments: arguments, context: context)
      guard let result = await work.run([entry]).results.first else { throw MissingAnswer() }
      return try result.get()
    }
    batch = work
  }
}

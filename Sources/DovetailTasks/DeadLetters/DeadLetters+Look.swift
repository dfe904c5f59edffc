import DovetailTransport

extension DeadLetters {
  /// Some letters, as they stand in their queue.
  public struct Page: Hashable, Sendable {
    /// The letters, the first to be received first.
    public let letters: [Letter]
    /// Whether looking has raised the receive counts, and hidden the letters meanwhile.
    ///
    /// Then a dead-letter queue that has a dead-letter queue itself may move them on one day.
    public let raisedReceiveCounts: Bool
    /// What to look on with; nil: these were all, or the service cannot look on.
    public let nextToken: String?
  }

  /// Looks at up to `count` letters, 1 to 1,000.
  ///
  /// On the double nothing is received: counts, visibility and order stay, and `token` goes on where the
  /// page before ended. Amazon SQS has no such request: there the letters are received, hidden for 30 s
  /// at most, and shown again at the end, **which raises their receive counts**; those that others hold,
  /// and on a FIFO queue those behind the first ten of a group, are not seen.
  /// Throws ``TaskError`` for a count out of range, and `TransportError`.
  public func look(upTo count: Int = 100, after token: String? = nil) async throws -> Page {
    guard (1...1000).contains(count) else {
      throw TaskError(
        .invalidOption, "One look shows 1 to 1,000 dead letters; \(count) were asked for.")
    }
    guard let inspection = broker.services.inspection else {
      return try await received(upTo: count)
    }
    let page = try await inspection.peek(
      at: queue, PeekOptions(maxMessages: count, nextToken: token))
    return Page(
      letters: page.messages.map(reader.letter), raisedReceiveCounts: false,
      nextToken: page.nextToken)
  }

  private func received(upTo count: Int) async throws -> Page {
    var letters: [Letter] = []
    var receipts: [MessageID: ReceiptHandle] = [:]
    do {
      while letters.count < count {
        let messages = try await broker.services.transport.receive(
          from: queue,
          ReceiveOptions(
            maxMessages: min(SQSLimits.batchEntries, count - letters.count),
            visibilityTimeout: .seconds(30), waitTime: waitTime))
        let fresh = messages.filter { receipts.updateValue($0.receipt, forKey: $0.id) == nil }
        guard !fresh.isEmpty else { break }
        letters += fresh.map(reader.letter)
      }
    } catch {
      await release(Array(receipts.values))
      throw error
    }
    await release(Array(receipts.values))
    return Page(letters: letters, raisedReceiveCounts: true, nextToken: nil)
  }
}

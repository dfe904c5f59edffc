import DovetailTransport

/// Finds the whole body of a message that only points to it.
struct PayloadReader: Sendable {
  let payloads: PayloadStore?
  let results: NotifyingResults?
  let random: RandomSource
  let clock: any WallClock

  /// What has been found.
  enum Finding {
    /// It is in the message.
    case inMessage
    /// The message with its body.
    case whole(ReceivedMessage)
    /// The body cannot be had, now or ever.
    case verdict(Verdict)
  }

  /// Reads the body, and notes in the delivery where it is kept.
  ///
  /// A pointer comes from whoever may send to the queue, so it is followed only to places that were
  /// configured, and nothing about it ends the worker.
  nonisolated(nonsending) func read(_ delivery: inout Delivery) async -> Finding {
    let pointer: PayloadPointer
    do throws(TaskFormatError) {
      guard let found = try PayloadPointer(delivery.message) else {
        return .inMessage
      }
      pointer = found
    } catch {
      return .verdict(deadLetter("The body cannot be read: \(error)", delivery))
    }
    guard let payloads else { return .verdict(withoutStore(pointer, delivery)) }
    guard payloads.follows(pointer.place) else {
      return .verdict(
        deadLetter(
          "The payload is in the bucket \(pointer.place.bucket), at none of the places that the broker's "
            + "PayloadOptions trust.", delivery))
    }
    delivery.payload = pointer.place
    delivery.payloadTask = payloads.task(of: pointer)
    do {
      guard let body = try await payloads.body(at: pointer.place) else {
        return .verdict(try await missing(payloads, pointer, delivery))
      }
      return .whole(PayloadPointer.restoring(body, of: delivery.message))
    } catch let fault as PayloadFault {
      return .verdict(deadLetter(fault.description, delivery))
    } catch {
      return .verdict(
        putOff("The payload cannot be read now: \(error)", delivery, tellsWaiters: false))
    }
  }

  /// A body that is gone was run by an earlier delivery, or is lost.
  private func missing(
    _ payloads: PayloadStore, _ pointer: PayloadPointer, _ delivery: Delivery
  ) async throws -> Verdict {
    if try await payloads.isMarked(pointer.place) { return .duplicate(.payloadGone) }
    if let task = delivery.payloadTask, let result = try await results?.backend.result(for: task),
      !result.isError
    {
      return .duplicate(.payloadGone)
    }
    return deadLetter("The payload \(pointer.place) is missing.", delivery)
  }

  /// Another worker may have been given a store.
  private func withoutStore(_ pointer: PayloadPointer, _ delivery: Delivery) -> Verdict {
    let reason =
      "The payload is at \(pointer.place), and the worker's broker has no blob store. Give its services "
      + "blobs."
    return delivery.message.mayBeAnothers ? putOff(reason, delivery) : deadLetter(reason, delivery)
  }

  private func putOff(
    _ reason: String, _ delivery: Delivery, tellsWaiters: Bool = true
  ) -> Verdict {
    delivery.putOff(
      for: delivery.message.pauseWithoutRun(random), because: reason, at: clock.now,
      tellsWaiters: tellsWaiters)
  }

  /// With an error result when the task is known, so that no waiter hangs.
  private func deadLetter(_ reason: String, _ delivery: Delivery) -> Verdict {
    .neverRun(because: reason, delivery, type: "PayloadError")
  }
}

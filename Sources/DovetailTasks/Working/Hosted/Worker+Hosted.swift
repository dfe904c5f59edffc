public import DovetailTransport

extension Worker {
  /// Runs messages that a host has received from a queue, and tells which it must not delete.
  ///
  /// For hosts such as AWS Lambda, which receive by themselves, delete what has not failed, and let the
  /// rest come again when the queue's visibility timeout ends. Nothing is received, deleted or hidden
  /// here:
  ///
  /// - A task that succeeds has its result stored. A body in the blob store stays, as nobody tells
  ///   whether the host's delete succeeded.
  /// - A run that fails is recorded, so that attempts count on, and the message is told as failed; when it
  ///   comes again is up to the host.
  /// - A task that has failed for good has its error stored and its copy in the dead-letter queue; its
  ///   message is not told as failed, so the host deletes it.
  /// - On a FIFO queue the messages of a group behind one that failed are not run, and told as failed too.
  ///
  /// `queue`: without the broker's prefix. `time`: how long the host waits; by default as long as the queue
  /// hides what is received. Shortly before its end nothing more is begun, and what runs is cancelled and
  /// told as failed. The queue is looked up by the first call, and again after five minutes. Throws as
  /// ``run()`` does when it cannot start; then everything has failed.
  public func run(
    received messages: [ReceivedMessage], from queue: String, within time: Duration? = nil
  ) async throws -> HostedReport {
    let stop = StopSignal()
    let work = try await prepare(stop, hosted: queue)
    // Awaited at once; of its own, so that cancellation does not reach what has begun.
    let service = Task(executorPreference: broker.services.executor) {
      await work.run(hosted: messages, within: time)
    }
    let tasks = await stopping(stop) { await service.value }
    return HostedReport(tasks: tasks, messages: messages.map(\.id))
  }

  /// Runs the messages of an event of AWS Lambda, and tells which have failed.
  ///
  /// ```swift
  /// let event = try LambdaSQSEvent(json: body)
  /// return try await worker.run(event, within: timeLeft).partialBatchResponse.json
  /// ```
  ///
  /// As ``run(received:from:within:)`` does; throws ``TaskError`` with `unknownQueue` when the broker has not
  /// declared the event's queue.
  public func run(
    _ event: LambdaSQSEvent, within time: Duration? = nil
  ) async throws -> HostedReport {
    guard let queue = event.queue else { return HostedReport(tasks: [], messages: []) }
    let route = try broker.pipeline.route(to: queue.queue)
    return try await run(received: event.messages, from: route.declared.name, within: time)
  }
}

extension WorkerRun {
  /// Runs what a host has received from the one queue of this run.
  func run(hosted messages: [ReceivedMessage], within time: Duration?) async -> [TaskReport] {
    guard let profile = profiles.first else { return [] }
    let time = time ?? profile.ownVisibilityTimeout
    let margin = min(.seconds(5), time / 4)
    let timers = EndTimers()
    timers.add(
      broker.clock.schedule(at: broker.clock.now.advanced(by: time - margin)) { [signals] in
        signals.stop.trigger()
      })
    defer {
      timers.cancel()
      leases.finish()
    }
    return await signals.stop.during {
      await withTaskGroup(of: [TaskReport].self) { running in
        // What has been gathered for a batch is run when all have come.
        let stillness = batches.map { batches in Stillness { batches.hurry(self) } }
        let lanes = self.lanes(of: messages, profile).map { ($0, stillness.map(Traveller.init)) }
        for (lane, traveller) in lanes {
          running.addTask {
            await LaneRun(
              run: self, lane: lane, waitsForRetries: false, traveller: traveller
            ).reports()
          }
        }
        return await running.reduce(into: []) { $0 += $1 }
      }
    } onStop: {
      self.begin(toEndWithin: margin, timers)
    }
  }
}

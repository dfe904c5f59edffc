/// What every `QueueTransport` must do on standard queues and on FIFO queues.
public enum QueueTransportContract {
  /// The claims that hold for every transport, Amazon's own included.
  public static var claims: [Claim<QueueTransportSubject>] {
    [
      sending, receiving, counting, visibility, visibilityLimits, deleting, handles, delays,
      longPolls, longPollEnds, batches, batchSizes, bodies, messageSizes, attributes,
      attributeNames, attributeValues, receiveOptions, missingQueues, retention, chosenIDs,
      groupLocks, groupRuns, groupTimes, sequences, fifoSends, fifoHandles, deduplication,
      deduplicationScopes, receiveAttempts, tenants, purging, deletedQueues, changedAttributes,
      deadLettering, deadLetters, errorTexts, moveTasks, moveTaskCourse, moveTaskFaults,
    ].flatMap(\.self)
  }

  /// What SQS does as well as it can and does not promise, and a double always does.
  public static var exactClaims: [Claim<QueueTransportSubject>] {
    ordering + groupOrder + fairness + counts
  }
}

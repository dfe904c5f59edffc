internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, StartMessageMoveTask, ListMessageMoveTasks, CancelMessageMoveTask.
  static let moveTaskCourse: [Claim<QueueTransportSubject>] = [
    Claim("a task moves no more messages a second than it was told", rows: "6.4/rate") { subject in
      let setting = try await MoveTaskSetting((1...5).map { "\($0)" }, on: subject)

      _ = try await setting.start(to: setting.other, rate: 2)

      try await setting.expectTask(.running, moved: 0)
      try await setting.advance(.milliseconds(499))
      try await setting.expectTask(.running, moved: 0)
      try await setting.advance(.milliseconds(1))
      try await setting.expectTask(.running, moved: 1)
      try await setting.advance(.milliseconds(1500))
      try await setting.expectTask(.running, moved: 4)
      try await setting.other.expectCounts(available: 4, inFlight: 0, delayed: 0)
      try await setting.advance(.milliseconds(500))
      try await setting.expectTask(.completed, moved: 5)
    },
    Claim(
      "a running task is listed with all that was asked for, and its handle",
      rows: "6.4/list-entry", "6.4/to-move-snapshot", "6.4/handle-while-running"
    ) { subject in
      let setting = try await MoveTaskSetting(["a", "b", "c"], on: subject)
      let now = try await subject.time.now()

      let handle = try await setting.start(to: setting.other, rate: 1)
      try await setting.advance(.seconds(1))
      try await setting.deadLetters.send("late")

      let request = MoveTaskRequest(
        source: setting.arn, destination: try await setting.other.arn(), messagesPerSecond: 1)
      try expect(
        try await setting.last(),
        is: MoveTask(
          handle: handle, status: .running, request: request, moved: 1, toMove: 3, startedAt: now),
        "the task")
    },
    Claim(
      "a task that has ended is listed without a handle, and what was not asked for",
      rows: "6.4/handle-while-running", "6.4/list-entry"
    ) { subject in
      let setting = try await MoveTaskSetting(["a"], on: subject)
      let now = try await subject.time.now()

      _ = try await setting.start()

      try expect(
        try await setting.last(),
        is: MoveTask(
          status: .completed, request: MoveTaskRequest(source: setting.arn), moved: 1, toMove: 1,
          startedAt: now),
        "the task")
    },
    Claim("tasks are listed newest first", rows: "6.4/list-newest-first") { subject in
      let setting = try await MoveTaskSetting([], on: subject)
      for _ in 1...12 {
        try await setting.advance(.seconds(1))
        _ = try await setting.start()
      }
      let now = try await subject.time.now()

      let tasks = try await subject.administration.moveTasks(from: setting.arn, maxResults: 10)

      let starts = (0..<10).map { now.advanced(by: .seconds(-$0)) }
      try expect(tasks.map(\.startedAt), is: starts, "the starts")
    },
    Claim("a queue that never had a task lists none", rows: "6.4/list-none") { subject in
      let setting = try await MoveTaskSetting([], on: subject)

      let tasks = try await subject.administration.moveTasks(from: setting.arn, maxResults: 10)

      try expect(tasks, is: [], "the tasks")
    },
    Claim("a cancelled task stops, and what it has moved stays moved", rows: "6.4/cancel") {
      subject in
      let setting = try await MoveTaskSetting((1...5).map { "\($0)" }, on: subject)
      let handle = try await setting.start(to: setting.other, rate: 1)
      try await setting.advance(.seconds(1))
      try await setting.advance(.seconds(1))

      let moved = try await setting.cancel(handle)

      try expect(moved, is: 2, "the number moved")
      try await setting.advance(.seconds(100))
      try await setting.expectTask(.cancelled, moved: 2)
      try await setting.other.expectCounts(available: 2, inFlight: 0, delayed: 0)
      try await setting.deadLetters.expectCounts(available: 3, inFlight: 0, delayed: 0)
    },
    Claim(
      "a task whose destination is deleted fails, and the rest stays",
      rows: "6.4/destination-deleted"
    ) { subject in
      let setting = try await MoveTaskSetting((1...5).map { "\($0)" }, on: subject)
      _ = try await setting.start(to: setting.other, rate: 1)
      try await setting.advance(.seconds(2))
      try await setting.expectTask(.running, moved: 2)

      try await subject.administration.deleteQueue(setting.other.name)
      try await setting.advance(.seconds(1))

      try await setting.expectTask(.failed, moved: 2)
      try expect(
        try await setting.last().failureReason, is: "AWS.SimpleQueueService.NonExistentQueue",
        "the reason")
      try await setting.deadLetters.expectCounts(available: 3, inFlight: 0, delayed: 0)
    },
    Claim("a task that has ended leaves room for another", rows: "6.4/one-active") { subject in
      let setting = try await MoveTaskSetting(["a", "b"], on: subject)
      let first = try await setting.start(rate: 1)
      try await expectError(
        .invalidParameterValue, "a second task", saying: "There is already a task running."
      ) { try await setting.start() }

      _ = try await setting.cancel(first)
      _ = try await setting.start()

      try await setting.expectTask(.completed, moved: 2)
    },
  ]
}

internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, StartMessageMoveTask, ListMessageMoveTasks, CancelMessageMoveTask: the
  /// errors, as they were recorded.
  static let moveTaskFaults: [Claim<QueueTransportSubject>] =
    [
      Claim("messages of a queue that none names are not moved", rows: "6.4/source-not-dead-letter")
      {
        subject in
        let setting = try await MoveTaskSetting([], on: subject)
        let arn = try await setting.other.arn()

        try await expectError(
          .invalidParameterValue, "the start",
          saying: "Source queue must be configured as a Dead Letter Queue."
        ) { try await subject.administration.startMoveTask(MoveTaskRequest(source: arn)) }
      },
      Claim(
        "messages of a queue that does not exist are not moved, nor listed",
        rows: "6.4/source-unknown"
      ) { subject in
        var arn = try await MoveTaskSetting([], on: subject).arn
        arn.queue = try subject.unusedName()
        let words =
          "The resource that you specified for the SourceArn parameter doesn't exist."

        try await expectError(.resourceNotFound, "the start", saying: words) {
          try await subject.administration.startMoveTask(MoveTaskRequest(source: arn))
        }
        try await expectError(.resourceNotFound, "the list", saying: words) {
          try await subject.administration.moveTasks(from: arn, maxResults: 1)
        }
      },
      Claim(
        "messages are not moved to a queue that does not exist", rows: "6.4/destination-unknown"
      ) {
        subject in
        let setting = try await MoveTaskSetting([], on: subject)
        try await subject.administration.deleteQueue(setting.other.name)
        var arn = setting.arn
        arn.queue = setting.other.name

        try await expectError(
          .resourceNotFound, "the start",
          saying: "The resource that you specified for the DestinationArn parameter doesn't exist."
        ) {
          try await subject.administration.startMoveTask(
            MoveTaskRequest(source: setting.arn, destination: arn))
        }
      },
      Claim("messages are not moved to their own queue", rows: "6.4/same-queue") { subject in
        let setting = try await MoveTaskSetting([], on: subject)

        try await expectError(.invalidParameterValue, "the start") {
          try await setting.start(to: setting.deadLetters)
        }
      },
      Claim("messages are not moved to a queue of the other type", rows: "6.4/other-type") {
        subject in
        let setting = try await MoveTaskSetting([], on: subject)
        let fifo = try await subject.makeFIFOQueue()

        try await expectError(.invalidParameterValue, "the start") {
          try await setting.start(to: fifo)
        }
      },
      Claim("a text that is no ARN names no source", rows: "6.4/bad-arn") { subject in
        for text in ["", "queue", "arn:aws:sqs:us-east-1:queue"] {
          try await expectError(
            .invalidParameterValue, "the text",
            saying: "You must use this format to specify the SourceArn: "
          ) { try QueueARN(text, parameter: "SourceArn") }
        }
      },
      Claim("a text that is no handle cancels nothing", rows: "6.4/bad-handle") { subject in
        for text in ["", "handle", "e30="] {
          try await expectError(
            .invalidParameterValue, "the call", saying: "Value for parameter TaskHandle is invalid."
          ) {
            try await subject.administration.cancelMoveTask(MoveTaskHandle(rawValue: text))
          }
        }
      },
      Claim("a task that is gone with its queue is not cancelled", rows: "6.4/unknown-task") {
        subject in
        let setting = try await MoveTaskSetting(["a"], on: subject)
        let handle = try await setting.start(rate: 1)
        try await subject.administration.deleteQueue(setting.deadLetters.name)
        try await expectError(.resourceNotFound, "without a queue", saying: "SourceArn") {
          try await setting.cancel(handle)
        }

        try await setting.advance(.seconds(61))
        try await subject.administration.createQueue(setting.deadLetters.name)

        try await expectError(
          .resourceNotFound, "with another queue of the name", saying: "Task does not exist."
        ) { try await setting.cancel(handle) }
      },
      Claim("a task's handle is base64 of its id and its source", rows: "6.4/handle-form") {
        subject in
        let setting = try await MoveTaskSetting(["a"], on: subject)

        let handle = try await setting.start(rate: 1)

        let bytes = try require(Base64.decode(handle.rawValue.utf8), "base64")
        let members = try JSONValue(parsing: bytes).members
        try expect(members?["sourceArn"]?.string, is: setting.arn.description, "the source")
        try expect(members?["taskId"]?.string?.utf8.count, is: 36, "the length of the task's id")
      },
      Claim("at most 100 tasks run at once", rows: "6.4/task-limit") { subject in
        var settings: [MoveTaskSetting] = []
        for _ in 1...101 { settings.append(try await MoveTaskSetting([], on: subject)) }
        for setting in settings {
          try await setting.deadLetters.send("a")
          if setting.arn == settings[100].arn { break }
          _ = try await setting.start(to: setting.other, rate: 1)
        }

        try await expectError(.overLimit, "one more") {
          try await settings[100].start(to: settings[100].other, rate: 1)
        }
      },
      Claim("a task that has ended is not cancelled", rows: "6.4/cancel-not-running") { subject in
        let setting = try await MoveTaskSetting(["a"], on: subject)
        let handle = try await setting.start()
        try await setting.expectTask(.completed, moved: 1)

        try await expectError(.invalidParameterValue, "the call") {
          try await setting.cancel(handle)
        }
      },
    ]
    + [0, 501, -1].map { rate in
      Claim("a task of \(rate) messages a second is refused", rows: "6.4/rate-range") { subject in
        let setting = try await MoveTaskSetting([], on: subject)

        try await expectError(.invalidParameterValue, "the start") {
          try await setting.start(rate: rate)
        }
      }
    }
    + [0, 11].map { count in
      Claim("a list of \(count) tasks is refused", rows: "6.4/list-maximum-range") { subject in
        let setting = try await MoveTaskSetting([], on: subject)

        try await expectError(.invalidParameterValue, "the list") {
          try await subject.administration.moveTasks(from: setting.arn, maxResults: count)
        }
      }
    }
}

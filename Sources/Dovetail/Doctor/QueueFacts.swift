import DovetailTasks
import DovetailTransport

/// A queue as it was declared and as it is.
struct QueueFacts {
  let declared: TaskQueue
  let name: QueueName
  let attributes: QueueAttributes
  /// What is known of its dead-letter queue; nil: it names none.
  let deadLetters: Result<QueueAttributes, any Error>?
  let checkUp: CheckUp

  var subject: String { "queue \(name)" }
  var retry: RetryPolicy { declared.retry ?? checkUp.configuration.retry }
  var retention: Duration { attributes.retention ?? SQSLimits.defaultRetention }

  /// How long a worker hides its messages.
  var visibility: Duration {
    declared.visibilityTimeout ?? checkUp.configuration.visibilityTimeout
  }

  /// All that is to be said; one that all is well if nothing else is.
  var findings: [Finding] {
    let findings = contentFindings + (checkUp.receives ? redriveFindings + timeFindings : [])
    guard findings.isEmpty else { return findings }
    return [Finding(.fine, subject, "queue.fine", "It is there, and fits how it is worked on.")]
  }

  private var contentFindings: [Finding] {
    guard name.isFIFO, declared.deduplication == .content,
      attributes[.contentBasedDeduplication] != "true"
    else { return [] }
    return [
      Finding(
        .fault, subject, "queue.content",
        "It is declared to tell duplicates by content, but has no ContentBasedDeduplication.",
        remedy: "Set that attribute, or declare deduplication: .taskID.")
    ]
  }
}

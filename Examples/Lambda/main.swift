import Dovetail
import Foundation

// A host such as AWS Lambda receives by itself, hands a batch over as JSON, deletes what has not failed
// and lets the rest come again. The worker runs such a batch and says what has failed.
struct NoSuchImage: Error {}

let clock = ManualClock()
let double = try await SQLiteDouble.open(.memory, clock: clock)
let bucket = try BucketName("results")
try await double.blobs.createBucket(bucket)
let broker = try await Broker(
  BrokerServices(
    transport: double.queues, administration: double.administration,
    results: BlobResultBackend(store: double.blobs, bucket: bucket), clock: clock))
let queue = try QueueName("default")

let resize = TaskKey("images.resize", as: ((String) -> String).self)
let worker = Worker(broker) {
  resize.handle(retry: .constant(.zero, maxAttempts: 2)) { name in
    guard name.hasSuffix(".png") else { throw NoSuchImage() }
    return "small-\(name)"
  }
}

/// The function that Lambda calls: with a Lambda runtime for Swift all of
/// `{ (event: LambdaSQSEvent, _) in try await worker.run(event).partialBatchResponse }`.
func function(_ event: Data) async throws -> Data {
  let report = try await worker.run(LambdaSQSEvent(json: event), within: .seconds(30))
  for task in report.tasks { print("  attempt \(task.attempt): \(task.outcome)") }
  return Data(report.partialBatchResponse.json)
}

/// What Lambda does for a function that is to report the failures of a batch.
func invoke() async throws {
  let messages = try await double.queues.receive(
    from: queue, ReceiveOptions(maxMessages: 10, visibilityTimeout: .seconds(30)))
  let records = messages.map { message -> [String: Any] in
    [
      "messageId": message.id.rawValue, "receiptHandle": message.receipt.rawValue,
      "body": message.body, "attributes": message.headers, "messageAttributes": [String: String](),
      "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:\(queue)",
      "awsRegion": "eu-west-1",
    ]
  }
  print("Lambda calls with \(messages.count) messages.")
  let answer = try await function(JSONSerialization.data(withJSONObject: ["Records": records]))
  let failed = try JSONDecoder().decode(PartialBatchResponse.self, from: answer)
    .batchItemFailures.map(\.itemIdentifier)
  print("\(failed.count) have failed.")
  let done = messages.filter { !failed.contains($0.id.rawValue) }
  for outcome in try await double.queues.delete(done.map(\.receipt), from: queue) {
    try outcome.get()
  }
}

let job = try await broker.enqueue(resize, "cat.png")
try await broker.enqueue(resize, "dog.txt")

try await invoke()
clock.advance(by: .seconds(30))  // The visibility timeout of Lambda's receive.
try await invoke()

print(try await job.value(timeout: .zero))
print("\(try await broker.counts(of: "default").total) messages are left.")
for letter in try await broker.deadLetters(of: "default").look().letters {
  print("A dead letter: \(letter.reason ?? "?")")
}
await broker.shutdown()
await double.close()

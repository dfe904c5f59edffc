import Dovetail

// A request to SQS takes up to ten messages and costs the same for one: so messages share requests.
var configuration = BrokerConfiguration()
configuration.batching = BatchingOptions {
  // How long what is sent by and by may be held; here until we say so.
  $0.interval = .seconds(60)
  $0.idleTimeout = .seconds(60)
}
let broker = try await Broker.open("memory:", configuration)
let count = broker.task("count.visit") { (page: Int) in page }

func show(_ moment: String) throws {
  let status = try broker.status(of: "default")
  print(
    "\(moment): \(status.buffered) held, \(status.counters.accepted) accepted "
      + "in \(status.counters.requests) requests")
}

// Ten callers wait for their tasks to be accepted. Each is ready to wait a second for others, but the
// request goes when it is full.
try await withThrowingTaskGroup(of: Void.self) { callers in
  for page in 1...10 {
    callers.addTask { try await count.enqueue(page, options: .linger(.seconds(1))) }
  }
  try await callers.waitForAll()
}
try show("Ten callers")

// Nobody waits for these: full requests go at once, the rest is held.
for page in 11...35 { try await broker.enqueueLater(count.key, page) }
print("Sent by and by: \(try broker.status(of: "default").buffered) held")
await broker.flush()
try show("Flushed")

// Held tasks can be taken back, all of them.
for page in 36...38 { try await broker.enqueueLater(count.key, page) }
print("Cleared: \(try broker.clear("default")) taken back")

let runs = try await Worker(broker) { count }.drain()
try show("\(runs.count) tasks were run")
await broker.shutdown()

import Dovetail

// A document has arrived, and several things are to be found in it: each a task of its own, so that
// they run side by side and one that fails holds up no other. Called again, say because the news of
// the document came twice, a fan-out adds nothing.
struct NotInTheText: NonRetryableError {}

let text = ["built": "1987", "roof": "slate", "storeys": "3"]

var configuration = BrokerConfiguration()
configuration.defaultQueue = "fields.fifo"
let broker = try await Broker.open("memory:", configuration)
let find = broker.task("find") { (document: String, field: String) in
  guard let value = text[field] else { throw NotInTheText() }
  return value
}

let steps = try ["built", "roof", "storeys", "sprinklers"].map { field in
  FanOutStep(field, try find.key.bake("doc-7", field))
}

func show(_ moment: String) async throws {
  guard let status = try await broker.fanOutStatus("doc-7", batch: "v1") else { return }
  print(
    "\(moment): \(status.done.count) of \(status.total) done, "
      + "failed: \(status.failed.keys.sorted()), outstanding: \(status.outstanding.count)")
}

let first = try await broker.fanOut("doc-7", batch: "v1", steps)
print("Sent \(first.added) tasks.")
let second = try await broker.fanOut("doc-7", batch: "v1", steps)
print("Sent \(second.added) more by a second call.")
try await show("Before the work")

try await Worker(broker) { find }.drain()
try await show("After it")
let roof = try await first.job("roof", as: String.self).value(timeout: .zero)
print("The roof is of \(roof).")
await broker.shutdown()

import Dovetail

// A task whose argument is far over the 1 MiB that a message may have. The broker keeps the body in
// its blob store and sends a pointer; the worker reads it back, and removes it when the task is done.
let blobs = try await SQLiteDouble.open(.memory)
let bucket = try BucketName("reports")
try await blobs.blobs.createBucket(bucket)
let services = BrokerServices(
  transport: blobs.queues, administration: blobs.administration,
  results: BlobResultBackend(store: blobs.blobs, bucket: bucket, prefix: "results"),
  blobs: BlobFolder(blobs.blobs, bucket: bucket))
let broker = try await Broker(services)

let count = broker.task("count.lines") { (report: String) in
  report.split(separator: "\n").count
}

/// Prints what is kept for tasks under way, and the marks of those that are done.
func show(_ moment: String) async throws {
  let page = try await blobs.blobs.list(bucket, ListBlobsOptions(prefix: "payloads/"))
  let objects = page.entries.map { "\($0.info.size) bytes at \($0.key)" }
  print("\(moment): \(objects.joined(separator: ", "))")
}

let report = String(repeating: "2026-11-21;Grand Hotel;2 nights;occupied\n", count: 100_000)
let job = try await count.enqueue(report, options: .id("report-7"))
try await show("Sent")

try await Worker(broker) { count }.drain()
try await show("Done")
print("The report of \(report.utf8.count) bytes has \(try await job.value(timeout: .zero)) lines.")

await broker.shutdown()
await blobs.close()

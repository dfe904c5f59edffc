import ChildProcesses
import Dovetail
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

// A worker as a service, that a signal ends without losing anything. With the path of a queue it works;
// without, it shows what happens: it sends tasks, starts itself as a worker, asks that to end while it is
// busy, and starts another for the rest.
let square = TaskKey("square", as: ((Int) -> Int).self)
let tasks = 200

func open(_ path: String) async throws -> Broker {
  var configuration = BrokerConfiguration()
  configuration.logger.logLevel = .error
  return try await Broker.open("sqlite:\(path)", configuration)
}

/// The service: the broker first, so that it ends last.
func work(_ path: String) async throws {
  let broker = try await open(path)
  var worker = Worker(broker, concurrency: 4, drainTimeout: .seconds(10)) {
    square.handle { context, number in
      try await context.clock.sleep(for: .milliseconds(20))
      FileHandle.standardOutput.write(Data("\(number)\n".utf8))
      return number * number
    }
  }
  worker.shutdownPolicy = .idle(for: .seconds(1))
  try await ServiceGroup(
    configuration: ServiceGroupConfiguration(
      services: [
        .init(service: broker),
        .init(service: worker, successTerminationBehavior: .gracefullyShutdownGroup),
      ],
      gracefulShutdownSignals: [.sigterm], logger: Logger(label: "service"))
  ).run()
}

func show() async throws {
  let path = FileManager.default.temporaryDirectory
    .appending(path: "example-service-\(UUID().uuidString).db").path
  defer {
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
  }
  let broker = try await open(path)
  let jobs = try await broker.enqueueAll(square, Array(1...tasks)).map { try $0.get() }
  print("\(tasks) tasks are sent.")

  let first = try ChildProcess.startSelf([path])
  var runs: [String] = []
  for await line in first.outputLines {
    runs.append(line)
    if runs.count == tasks / 10 { kill(first.id, SIGTERM) }
  }
  let end = try await first.wait().ending
  let counts = try await broker.counts(of: "default")
  print("The first worker was asked to end, and did: \(end == .exited(0))")
  print("It was in the midst: \(runs.count < tasks)")
  print(
    "What it had begun is finished, the rest is there: \(runs.count + counts.available == tasks)")
  print("Nothing is held by a worker that is gone: \(counts.inFlight == 0)")

  let second = try ChildProcess.startSelf([path])
  for await line in second.outputLines { runs.append(line) }
  _ = try await second.wait()
  let values = await broker.values(of: jobs, timeout: .zero).map { try? $0.get() }
  print("The second one did the rest: \(values == (1...tasks).map { $0 * $0 })")
  print("Each task was run once: \(Set(runs).count == tasks && runs.count == tasks)")
  await broker.shutdown()
}

if let path = CommandLine.arguments.dropFirst().first {
  try await work(path)
} else {
  try await show()
}

import Dovetail
import Synchronization

// One call for many messages: as when a database takes a thousand rows at the price of one. Each message
// still has its own attempt, answer and end.
struct Reading: TaskPayload {
  static let task = TaskName<Reading, Int>("readings.store")
  var sensor: String
  var celsius: Double
}

struct SensorIsCalibrated: Error {}

struct BelowAbsoluteZero: NonRetryableError, CustomStringConvertible {
  let description = "no such temperature"
}

let clock = ManualClock()
let broker = try await Broker.open("memory:", clock: clock)

var readings = (1...25).map { Reading(sensor: "cellar", celsius: 12 + Double($0) / 100) }
readings.append(Reading(sensor: "attic", celsius: 31))
readings.append(Reading(sensor: "broken", celsius: -400))
let outcomes = await broker.enqueueAll(readings)

let worker = Worker(broker) {
  // Up to 100 messages, brought together by several receives. A service would wait a second for others.
  Reading.handleBatches(upTo: 100, linger: .seconds(1)) { batch in
    print("A call with \(batch.count) readings, attempt \(batch[0].context.attempt)")
    return batch.enumerated().map { row, item in
      switch item.payload.sensor {
      case "attic" where item.context.attempt == 1:
        item.retry(after: .seconds(600), because: SensorIsCalibrated())
      case "broken": item.failed(BelowAbsoluteZero())
      default: item.succeeded(row)  // The row is the result that the sender may wait for.
      }
    }
  }
}

var runs = try await worker.drain()
clock.advance(by: .seconds(600))
runs += try await worker.drain()

let row = try await outcomes[24].get().value(timeout: .zero)
print("The last reading of the cellar is in a row: \((0..<27).contains(row))")
print("\(runs.count { $0.outcome == .succeeded }) readings are stored.")
for letter in try await broker.deadLetters(of: "default").look().letters {
  print("A dead letter: \(letter.reason ?? "?")")
}
await broker.shutdown()

import Dovetail

// The bookings of one account happen in their order, those of other accounts beside them: on a FIFO
// queue, each account is a group. What fails is repeated before anything behind it is tried.
struct BankIsClosed: Error {}

let clock = ManualClock()
var configuration = BrokerConfiguration()
configuration.defaultQueue = "bookings.fifo"
let broker = try await Broker.open("memory:", configuration, clock: clock)

let book = broker.task("book") { (context: TaskContext, account: String, booking: String) in
  guard booking != "withdraw 70" || context.attempt > 1 else {
    print("\(account): \(booking): the bank is closed")
    throw BankIsClosed()
  }
  print("\(account): \(booking)")
}

for booking in ["deposit 100", "withdraw 70", "withdraw 30"] {
  try await book.enqueue("Ada", booking, options: .group("Ada"))
}
try await book.enqueue("Bob", "deposit 5", options: .group("Bob"))

// Clicked twice: the queue takes the same de-duplication id once within five minutes.
for _ in 1...2 {
  try await book.enqueue("Bob", "withdraw 5", options: .group("Bob").deduplicationID("click-1"))
}
print("\(try await broker.counts(of: "bookings.fifo").total) bookings are in the queue.")

let worker = Worker(broker) { book }
var runs = try await worker.drain()
clock.advance(by: .seconds(60))
print("A minute later:")
runs += try await worker.drain()

let booked = runs.count { $0.outcome == .succeeded }
let left = try await broker.counts(of: "bookings.fifo").total
print("\(booked) bookings were made; \(left) are left.")
await broker.shutdown()

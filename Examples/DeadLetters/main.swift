import Dovetail
import Synchronization

// A task that fails for good is kept in the dead-letter queue of its queue. There one looks at it, mends
// what was wrong, and pushes it back.
struct CardDeclined: Error, CustomStringConvertible {
  let description = "the card is declined"
}

struct UnknownCustomer: NonRetryableError, CustomStringConvertible {
  let description = "nobody of that name"
}

let clock = ManualClock()
let broker = try await Broker.open("memory:", clock: clock)
let isBankOpen = Atomic(false)
let charge = broker.task("charge", retry: .constant(.seconds(60), maxAttempts: 3)) {
  (customer: String, cents: Int) -> String in
  guard customer != "Nobody" else { throw UnknownCustomer() }
  guard isBankOpen.load(ordering: .acquiring) else { throw CardDeclined() }
  return "\(customer) paid \(cents)"
}
let worker = Worker(broker) { charge }

/// Runs what is due, and three times what becomes due by waiting for a minute.
func work() async throws {
  for _ in 1...4 {
    try await worker.drain()
    clock.advance(by: .seconds(60))
  }
}

let job = try await charge.enqueue("Ada", 1250)
try await charge.enqueue("Nobody", 1)
try await work()

// To look changes nothing.
let letters = try await broker.deadLetters(of: "default")
for letter in try await letters.look().letters.sorted(by: { $0.attempts ?? 0 > $1.attempts ?? 0 }) {
  print(
    "\(letter.name ?? "?") failed after \(letter.attempts ?? 0) runs: \(letter.reason ?? "?")")
}

// Mended; only those go back that this helps.
isBankOpen.store(true, ordering: .releasing)
let report = try await letters.pushBack(
  .matching { $0.reason?.hasPrefix("CardDeclined") ?? false })
print("\(report.pushedBack) pushed back.")
try await work()

print(try await job.value(timeout: .zero))
print("\(try await letters.look().letters.count) is left in \(letters.queue).")
await broker.shutdown()

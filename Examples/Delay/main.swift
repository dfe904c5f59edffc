import Dovetail

// A task for the day after tomorrow. SQS delays a message by 15 minutes at most, so a worker that
// receives it too early sends it on, hidden for another while: the task itself never runs early.
// On a clock of our own the two days pass at once.
let clock = ManualClock()
let broker = try await Broker.open("memory:", clock: clock)
let remind = broker.task("remind") { (context: TaskContext, guest: String) in
  print("\(context.clock.now): Dear \(guest), we look forward to your visit.")
}

print("\(clock.now): A room is booked.")
try await remind.enqueue("Ada", options: .delay(.seconds(2 * 86_400)))

var hops = 0
var isReminded = false
let worker = Worker(broker) { remind }
while !isReminded {
  clock.advance(by: .seconds(60))
  for report in try await worker.drain() {
    switch report.outcome {
    case .hopped: hops += 1
    case .succeeded: isReminded = true
    default: print("Not as expected: \(report.outcome)")
    }
  }
}
print("The message was sent on \(hops) times on its way.")
await broker.shutdown()

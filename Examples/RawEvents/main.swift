import Dovetail
import Foundation

// EventBridge, once CloudWatch Events, puts what is due at set times into a queue, as JSON of its own
// that is no task. A raw queue gives each of its messages to one handler, whatever stands in it.
struct ScheduledEvent: Decodable {
  let id: String
  let kind: String
  let time: Date
  let resources: [String]

  enum CodingKeys: String, CodingKey {
    case id
    case kind = "detail-type"
    case time
    case resources
  }
}

let clock = ManualClock()
var configuration = BrokerConfiguration()
configuration.queues = ["cron", "log"]
let broker = try await Broker.open("memory:", configuration, clock: clock)

// As the rule "Nightly" would send it, by itself and at its time.
try await broker.sendRaw(
  """
  {
    "version": "0",
    "id": "a9a10406-9a1f-0ddc-51ae-08db551fac42",
    "detail-type": "Scheduled Event",
    "source": "aws.events",
    "account": "123456789012",
    "time": "2027-01-15T03:00:00Z",
    "region": "eu-west-1",
    "resources": ["arn:aws:events:eu-west-1:123456789012:rule/Nightly"],
    "detail": {}
  }
  """, options: .queue("cron"))
// Not what the handler takes: it is a dead letter at once, as another run would not mend it.
try await broker.sendRaw("{\"message\": \"Hello world\"}", options: .queue("cron"))
// Here any text will do.
try await broker.sendRaw("Hello world", options: .queue("log").attribute("level", .string("info")))

let worker = Worker(broker) {
  RawQueue("cron").handle(as: ScheduledEvent.self) { event, context in
    let rule = event.resources.first?.split(separator: "/").last ?? "?"
    print("\(event.kind) of the rule \(rule), due at \(event.time.ISO8601Format())")
    print("  received \(context.headers["ApproximateReceiveCount"] ?? "?") time")
  }
  RawQueue("log").handle { message in
    print("\(message.attributes["level"]?.stringValue ?? "?"): \(message.body)")
    for (name, value) in message.headers.sorted(by: { $0.key < $1.key }) where name != "SenderId" {
      print("  \(name): \(value)")
    }
  }
}
try await worker.drain()

for letter in try await broker.deadLetters(of: "cron").look().letters {
  print("A dead letter: \(letter.reason ?? "?")")
}
await broker.shutdown()

import ChildProcesses

/// What a consumer tells of a message that it has received and deleted.
struct Holding {
  var group: String
  /// Its place in the group, from 0.
  var number: Int
  /// When it was held for certain, in nanoseconds of a clock that all processes share, with its number
  /// to tell those of one receive apart.
  var received: (instant: Int64, number: Int)
  var done: Int64

  /// Reads `GROUP GROUP.NUMBER RECEIVED DONE`; nil when the line is another.
  init?(_ line: String) {
    let words = line.split(separator: " ")
    guard words.count == 4, let received = Int64(words[2]), let done = Int64(words[3]),
      let number = words[1].split(separator: ".").last.flatMap({ Int($0) })
    else { return nil }
    group = String(words[0])
    self.number = number
    self.received = (received, number)
    self.done = done
  }

  /// Whether it was let go of before the other was taken, or came in the same receive.
  func precedes(_ other: Holding) -> Bool {
    other.received.instant == received.instant || other.received.instant >= done
  }

  /// What the consumers tell; they are killed when they have told of so many messages together.
  static func told(by consumers: [ChildProcess], upTo total: Int) async -> [Holding] {
    let count = Counter()
    return await withTaskGroup(of: [Holding].self) { group in
      for consumer in consumers {
        group.addTask {
          var held: [Holding] = []
          for await line in consumer.outputLines {
            guard let holding = Holding(line) else { continue }
            held.append(holding)
            count.count()
            if count.value >= total { for consumer in consumers { consumer.kill() } }
          }
          return held
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
  }
}

import Dovetail
import Synchronization

/// What a task of a random walk is to do; it travels as its argument.
struct WalkPlan: Codable, Sendable {
  /// Its place among the tasks of its group, from 0.
  var number: Int
  var group: String
  /// How many runs fail before one succeeds; over the attempts that there are: all.
  var failures: Int
  /// How long a run takes.
  var seconds: Int
  /// Whether it goes on when it is cancelled.
  var isDeaf: Bool

  static let attempts = 4

  var succeeds: Bool { failures < Self.attempts }

  /// Draws one.
  init(number: Int, group: String, _ random: inout RandomSource) {
    self.number = number
    self.group = group
    failures =
      Int.random(in: 0..<10, using: &random) < 6 ? 0 : Int.random(in: 1...4, using: &random)
    seconds = Bool.random(using: &random) ? 0 : Int.random(in: 1...90, using: &random)
    isDeaf = Int.random(in: 0..<5, using: &random) == 0
  }
}

/// What has happened in a random walk.
final class WalkLog: Sendable {
  enum Event: Sendable {
    /// A run has begun.
    case began(group: String, number: Int)
    /// A run has ended after which no other is needed.
    case ended(group: String, number: Int)
  }

  private let events = Mutex<[Event]>([])

  func add(_ event: Event) {
    events.withLock { $0.append(event) }
  }

  /// Sentences about what was not as a FIFO group has it: a task begins when those before it have ended, and
  /// none of those begins again.
  var disorder: [String] {
    var found: [String] = []
    var ended: Set<String> = []
    var latest: [String: Int] = [:]
    for event in events.withLock({ $0 }) {
      switch event {
      case .began(let group, let number):
        for earlier in 0..<number where !ended.contains("\(group) \(earlier)") {
          found.append("\(group): \(number) began before \(earlier) had ended")
        }
        if let last = latest[group], number < last {
          found.append("\(group): \(number) began again after \(last)")
        }
        latest[group] = max(number, latest[group] ?? 0)
      case .ended(let group, let number): ended.insert("\(group) \(number)")
      }
    }
    return found
  }
}

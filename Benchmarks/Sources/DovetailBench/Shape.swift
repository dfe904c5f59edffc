/// Where the messages are kept.
enum Store: String, CaseIterable, Codable {
  case memory
  /// A file, with synchronous=FULL.
  case file
}

/// What is timed.
enum Operation: String, CaseIterable, Codable {
  case send
  case receiveAndDelete = "receive+delete"
}

/// How messages are handed over: by so many callers at once, so many in a call.
struct Shape: Hashable, Codable {
  var callers: Int
  var batch: Int

  /// In the order in which they are measured: those that are compared stand close together.
  static let all = [1, 10].flatMap { batch in
    [1, 8, 64].map { Shape(callers: $0, batch: batch) }
  }

  /// One caller with single messages: the serial rate.
  static let serial = Shape(callers: 1, batch: 1)

  /// A number of messages near `count` that every caller takes an equal part of, in full batches.
  func whole(_ count: Double) -> Int {
    let turn = callers * batch
    return max(1, Int((count / Double(turn)).rounded())) * turn
  }
}

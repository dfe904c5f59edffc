internal import DovetailTransport

/// The disorder of one receive: drawn before it runs, so that it is the same when it runs again.
struct ReceiveDisorder {
  private let disorder: Disorder
  private let seed: UInt64

  /// How many messages are looked at when they are taken in any order.
  static let reach = 50

  init(_ disorder: Disorder, seed: UInt64) {
    self.disorder = disorder
    self.seed = seed
  }

  /// How many messages to take of up to `maximum`.
  func count(upTo maximum: Int) -> Int {
    var source = RandomSource.seeded(seed)
    return happens(disorder.shortBatches, &source)
      ? Int.random(in: 1...maximum, using: &source) : maximum
  }

  /// Whether to take any visible messages.
  var reorders: Bool {
    var source = RandomSource.seeded(seed ^ 1)
    return happens(disorder.reorderings, &source)
  }

  /// The elements in another order.
  func shuffle<Element>(_ elements: [Element]) -> [Element] {
    var source = RandomSource.seeded(seed ^ 2)
    return elements.shuffled(using: &source)
  }

  /// Which of so many messages stay visible.
  func duplicates(of count: Int) -> [Bool] {
    var source = RandomSource.seeded(seed ^ 3)
    return (0..<count).map { _ in happens(disorder.duplicates, &source) }
  }

  private func happens(_ share: Double, _ source: inout RandomSource) -> Bool {
    Double.random(in: 0..<1, using: &source) < share
  }
}

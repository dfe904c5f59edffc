import DovetailSQLite
import Foundation

/// Measures both sides on one store, in turns.
///
/// A turn sends some messages and takes them out again, so the store stays as shallow as it was. One
/// round is a turn of each side for every shape; all shapes share the rounds, so that a slow minute
/// of the machine touches them all.
struct Contest {
  /// Nil in memory.
  let probe: SyncProbe?

  private let store: Store
  private let shapes: [Shape]
  private let turnSeconds: Double
  private let embedded: EmbeddedDouble
  private let bare: BareLoop
  private let progress: (String) -> Void

  /// Enough for a median; odd, so that it is one of them.
  private static let rounds = 11
  /// How many messages the first, unmeasured turn sends, about.
  private static let trial = 640.0

  init(
    _ store: Store, _ shapes: [Shape], in folder: URL, seconds: Double,
    progress: @escaping (String) -> Void
  ) async throws {
    self.store = store
    self.shapes = shapes
    self.progress = progress
    // A turn is two lines: send, and receive with delete.
    turnSeconds = 2 * seconds / Double(Self.rounds)
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    let model = path("model-\(store).db")
    try await EmbeddedDouble.open(.file(model)).close()
    let isFile = store == .file
    embedded = try await EmbeddedDouble.open(isFile ? .file(path("double.db")) : .memory)
    bare = try BareLoop(
      path: isFile ? path("bare.db") : ":memory:", isFile: isFile, model: model)
    probe = isFile ? try SyncProbe(path: path("probe")) : nil
  }

  func close() async {
    await embedded.close()
  }

  func run() async throws -> [Line] {
    let sizes = try await sizes()
    var turns: [Shape: [Round]] = [:]
    for round in 1...Self.rounds {
      progress("\(store): round \(round) of \(Self.rounds)")
      for shape in shapes {
        guard let size = sizes[shape] else { continue }
        try probe?.measure(5)
        turns[shape, default: []].append(
          Round(
            bare: try await bare.turn(of: size.bare, batch: shape.batch),
            embedded: try await turnOfEmbedded(size.embedded, shape)))
      }
    }
    return shapes.flatMap { shape in
      Operation.allCases.map { operation in
        Line(
          store, operation, shape, turns[shape] ?? [], serial: turns[.serial] ?? [])
      }
    }
  }

  /// How many messages a turn has, for each side.
  private func sizes() async throws -> [Shape: (bare: Int, embedded: Int)] {
    var sizes: [Shape: (bare: Int, embedded: Int)] = [:]
    for shape in shapes {
      let trial = shape.whole(Self.trial)
      sizes[shape] = (
        size(shape, try await bare.turn(of: trial, batch: shape.batch)),
        size(shape, try await turnOfEmbedded(trial, shape))
      )
    }
    return sizes
  }

  private func size(_ shape: Shape, _ trial: Turn) -> Int {
    let perMessage = 1 / trial.send.rate + 1 / trial.receiveAndDelete.rate
    return shape.whole(turnSeconds / perMessage)
  }

  private func turnOfEmbedded(_ count: Int, _ shape: Shape) async throws -> Turn {
    let sending = Stopwatch()
    try await embedded.send(count, shape)
    let send = sending.stop(after: count)
    let receiving = Stopwatch()
    try await embedded.receiveAndDelete(count, shape)
    return Turn(send: send, receiveAndDelete: receiving.stop(after: count))
  }
}

/// Messages sent and taken out again.
struct Turn {
  var send: Sample
  var receiveAndDelete: Sample

  subscript(operation: Operation) -> Sample {
    switch operation {
    case .send: send
    case .receiveAndDelete: receiveAndDelete
    }
  }
}

/// Neighbouring turns of both sides.
struct Round {
  var bare: Turn
  var embedded: Turn
}

import DovetailSQLite
import Foundation

/// Times the bare loop in memory, in tens: how fast the machine is at this moment.
///
/// Rates and processor times of different hours, or machines, are compared by it.
struct Yardstick {
  let bare: BareLoop

  /// Some milliseconds' worth.
  private static let messages = 5000

  static func make(in folder: URL, _ name: String) async throws -> Yardstick {
    let model = folder.appendingPathComponent("model-\(name).db").path
    try await EmbeddedDouble.open(.file(model)).close()
    return Yardstick(bare: try BareLoop(path: ":memory:", isFile: false, model: model))
  }

  func turn() async throws -> Turn {
    try await bare.turn(of: Self.messages, batch: 10)
  }
}

import Foundation

/// A port whose connections are made by the system, and never spoken on.
package final class SilentPort {
  package let port: Int
  private let socket: Int32

  package init() throws {
    (socket, port) = try ServerSocket.listening()
  }

  deinit {
    close(socket)
  }

  /// A port that nobody listens at.
  package static func closed() throws -> Int { try SilentPort().port }
}

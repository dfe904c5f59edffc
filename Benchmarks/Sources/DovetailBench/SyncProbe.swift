import Foundation

/// Times how long the disk takes to keep 4 KiB: without it a figure with synchronous=FULL says nothing.
final class SyncProbe {
  private let descriptor: Int32
  private var microseconds: [Double] = []

  init(path: String) throws {
    descriptor = open(path, O_CREAT | O_WRONLY | O_APPEND, 0o600)
    guard descriptor >= 0 else { throw BenchmarkError(what: "cannot open \(path)") }
  }

  deinit {
    _ = close(descriptor)
  }

  /// The median so far.
  var median: Double { microseconds.median }

  /// Appends and syncs `count` times.
  func measure(_ count: Int) throws {
    let page = [UInt8](repeating: 0x5A, count: 4096)
    for _ in 0..<count {
      guard write(descriptor, page, page.count) == page.count else {
        throw BenchmarkError(what: "cannot write to the disk")
      }
      let start = ContinuousClock.now
      guard Self.sync(descriptor) == 0 else {
        throw BenchmarkError(what: "cannot sync to the disk")
      }
      microseconds.append(Double((ContinuousClock.now - start) / .nanoseconds(1)) / 1000)
    }
  }

  private static func sync(_ descriptor: Int32) -> Int32 {
    #if os(Linux)
      fdatasync(descriptor)
    #else
      fsync(descriptor)
    #endif
  }
}

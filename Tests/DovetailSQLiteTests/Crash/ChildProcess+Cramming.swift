import ChildProcesses
import Foundation

extension ChildProcess {
  /// Starts `send-storm` where the folder is a disk of 600 kB that only it sees, a part of it taken up.
  static func startCramming(in folder: String) throws -> ChildProcess {
    let script = """
      mount -t tmpfs -o size=600k tmpfs "$1" &&
      head -c 100000 /dev/zero > "$1/full.db.ballast" &&
      exec "$2" cram "$1/full.db"
      """
    guard let tests = Bundle.main.executableURL else { throw CocoaError(.fileNoSuchFile) }
    let storm = tests.deletingLastPathComponent().appendingPathComponent("send-storm").path
    return try start(unshare, ownMounts + ["sh", "-c", script, "sh", folder, storm])
  }

  /// Whether the system lets us have disks of our own.
  static func canMount() async -> Bool {
    let trial = ownMounts + ["mount", "-t", "tmpfs", "tmpfs", "/tmp"]
    // Where there is no such program, there are no such disks.
    return (try? await start(unshare, trial).wait().ending) == .exited(0)
  }

  private static let unshare = URL(fileURLWithPath: "/usr/bin/unshare")
  private static let ownMounts = ["--user", "--map-root-user", "--mount"]
}

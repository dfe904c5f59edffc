import ChildProcesses
import Foundation

/// A small disk that only one process sees: a file system in memory, in a namespace of its own.
enum OwnDisk {
  /// Whether the system gives us such disks.
  static func isThere() async -> Bool {
    let mount = ["mount", "-t", "tmpfs", "tmpfs", "/tmp"]
    guard let trial = try? ChildProcess.start(unshare, ownMounts + mount) else { return false }
    return (try? await trial.wait().ending) == .exited(0)
  }

  /// Starts `send-storm cram` where the folder is a disk of 900 kB, a part of it taken up.
  static func startCramming(_ folder: String) throws -> ChildProcess {
    let script = """
      mount -t tmpfs -o size=900k tmpfs "$1" &&
      head -c 100000 /dev/zero > "$1/full.db.ballast" &&
      exec "$2" cram "$1/full.db"
      """
    let sendStorm = try ChildProcess.sibling("send-storm").path
    let shell = ["sh", "-c", script, "sh", folder, sendStorm]
    return try ChildProcess.start(unshare, ownMounts + shell)
  }

  private static let unshare = URL(fileURLWithPath: "/usr/bin/unshare")
  private static let ownMounts = ["--user", "--map-root-user", "--mount"]
}

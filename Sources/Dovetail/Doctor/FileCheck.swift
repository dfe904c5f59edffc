import DovetailSQLite
import DovetailTransport

/// Looks at a file of the double: whether it is whole, and at its time.
struct FileCheck {
  let double: SQLiteDouble
  let subject: String
  let clock: any WallClock

  func findings(resetsClock: Bool) async -> [Finding] {
    do {
      return [try await integrity(), try await time(resetsClock: resetsClock)]
    } catch {
      return [
        Finding(
          .fault, subject, "file.unusable", "\(error)", remedy: "Restore the file from a copy.")
      ]
    }
  }

  private func integrity() async throws -> Finding {
    let damage = try await double.damage()
    guard let first = damage.first else {
      return Finding(.fine, subject, "file.whole", "It is whole.")
    }
    return Finding(
      .fault, subject, "file.damaged",
      "SQLite finds it damaged in \(damage.count) places, the first: \(first)",
      remedy: "Restore it from a copy, or save what can be read with sqlite3's .recover.")
  }

  private func time(resetsClock: Bool) async throws -> Finding {
    let lead = try await double.clockLead()
    guard lead > .zero else {
      return Finding(
        .fine, subject, "file.clock",
        "It lives by the \(clock.kind.rawValue) clock, and goes with it.")
    }
    let told = "Its time is \(lead.told) before the clock, which was set back"
    guard resetsClock else {
      return Finding(
        .warning, subject, "file.clock-lead", told + ".",
        remedy:
          "It goes on at its normal rate. To let it go with the clock again, stop all programs that have "
          + "it open and run dovetail doctor --reset-clock; delays and visibility timeouts then end "
          + "later by as much.")
    }
    try await double.resetClock()
    return Finding(.fine, subject, "file.clock-reset", told + "; it goes with the clock again.")
  }
}

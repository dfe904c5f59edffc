/// What `docs/differences-from-aws.md` says of rows.
///
/// A bullet that names ids in backticks excuses these rows with the rest of its words as the reason;
/// under a heading that begins with "Not there yet" the reason is that heading.
struct Differences {
  /// A bullet that names rows.
  struct Bullet {
    var rows: [String]
    /// Its words without the ids.
    var reason: String
    /// Whether its rows are to be supported later.
    var isForLater: Bool
  }

  let bullets: [Bullet]

  init(_ text: String) {
    var bullets: [Bullet] = []
    var isForLater = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## ") { isForLater = line.hasPrefix("## Not there yet") }
      if line.hasPrefix("- ") || line.hasPrefix("#") || line.isEmpty {
        bullets.append(Bullet(rows: [], reason: "", isForLater: isForLater))
      }
      guard var bullet = bullets.popLast() else { continue }
      // Odd pieces stood between backticks.
      for (index, piece) in line.split(separator: "`", omittingEmptySubsequences: false)
        .enumerated()
      {
        if index % 2 == 1, Self.isRow(piece) {
          bullet.rows.append(String(piece))
        } else {
          bullet.reason += " " + piece
        }
      }
      bullets.append(bullet)
    }
    self.bullets = bullets.filter { !$0.rows.isEmpty }
  }

  /// Whether text has the form of an id: `3.3/delete-twice`.
  static func isRow(_ text: Substring) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
      && parts[0].allSatisfy { $0.isNumber || $0 == "." }
      && parts[1].allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }
  }
}

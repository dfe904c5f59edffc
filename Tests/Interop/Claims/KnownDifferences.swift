import Foundation

/// The claims of which it is known that a peer does not meet them, by contract and name, with reasons.
///
/// A heading `== CONTRACT | clock | REASON` or `== CONTRACT | differs | REASON` stands above the names of
/// claims, one a line.
struct KnownDifferences: Sendable {
  /// Why a claim is not held against the peer.
  enum Kind: String, Sendable {
    /// It moves the time, which the peer does not offer.
    case clock
    /// The peer does otherwise than AWS, always or now and then.
    case differs
  }

  /// Claims with one reason.
  struct Group: Sendable {
    let contract: String
    let kind: Kind
    let reason: String
    var claims: [String] = []
  }

  let groups: [Group]

  /// Nil: the claim is not in the list.
  func kind(of claim: String, in contract: String) -> Kind? {
    groups(of: contract).first { $0.claims.contains(claim) }?.kind
  }

  init(fileAt path: String) throws {
    try self.init(String(contentsOfFile: path, encoding: .utf8))
  }

  init(_ text: String) throws {
    var groups: [Group] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      guard line.hasPrefix("==") else {
        guard !groups.isEmpty else { throw InteropError("\"\(line)\" stands below no heading.") }
        groups[groups.count - 1].claims.append(String(line))
        continue
      }
      let parts = line.dropFirst(2).split(separator: "|", maxSplits: 2)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard parts.count == 3, let kind = Kind(rawValue: parts[1]), !parts[2].isEmpty else {
        throw InteropError(
          "\"\(line)\" is not of the form == CONTRACT | clock or differs | REASON.")
      }
      groups.append(Group(contract: parts[0], kind: kind, reason: parts[2]))
    }
    self.groups = groups
  }

  /// Those of one contract.
  func groups(of contract: String) -> [Group] { groups.filter { $0.contract == contract } }
}

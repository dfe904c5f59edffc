/// The entries of a call that a rule is about.
///
/// Of a receive and of a list the entries are known when they come, so before the act only ``all``
/// strikes those.
public enum FaultSelection: Sendable {
  /// Every entry, and calls without any.
  case all
  /// Those at these places of the batch, counted from 0.
  case at(Set<Int>)
  /// Messages whose body contains this text.
  case body(containing: String)
  /// Messages of this group.
  case group(String)
  /// Objects whose keys begin so.
  case key(prefix: String)
  /// Puts that may be refused for what is there already.
  case conditionalPuts
  /// Those for which this is true; it must be quick and leave the plan alone.
  case matching(@Sendable (FaultEntry) -> Bool)

  /// The places of the selected entries; nil when the call is not one that the rule is about.
  func places(in entries: [FaultEntry]) -> [Int]? {
    if case .all = self { return Array(entries.indices) }
    let places = entries.indices.filter { includes(entries[$0], at: $0) }
    return places.isEmpty ? nil : places
  }

  private func includes(_ entry: FaultEntry, at place: Int) -> Bool {
    switch self {
    case .all: true
    case .at(let places): places.contains(place)
    case .body(let text): entry.body?.contains(text) ?? false
    case .group(let group): entry.groupID == group
    case .key(let prefix): entry.key?.hasPrefix(prefix) ?? false
    case .conditionalPuts: entry.isConditionalPut
    case .matching(let matches): matches(entry)
    }
  }
}

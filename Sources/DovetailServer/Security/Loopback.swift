/// What names this machine, and nothing that others can reach.
package enum Loopback {
  /// Whether an address, without brackets or port, is one of IPv4's or IPv6's loopback.
  package static func isAddress(_ address: String) -> Bool {
    if address == "::1" { return true }
    let mapped = "::ffff:"
    let address = address.hasPrefix(mapped) ? address.dropFirst(mapped.count) : address[...]
    let parts = address.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// Whether a host, in lower case and without a port, is this machine's: an address of it, `localhost`
  /// or a name below it.
  ///
  /// Source: RFC 6761, section 6.3: such names are never looked up elsewhere.
  package static func isHost(_ host: some StringProtocol) -> Bool {
    let host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : String(host)
    return host == "localhost" || host.hasSuffix(".localhost") || isAddress(host)
  }
}

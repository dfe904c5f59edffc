package import DovetailWire

extension HTTPOrigin {
  /// Whether the server is on this machine or this link, where no proxy could reach it.
  ///
  /// These are the loopback addresses, the link-local ones, and those at which AWS offers credentials.
  /// Source: RFC 3927; RFC 4291; RFC 6761, section 6.3; EC2 user guide, "Instance metadata".
  package var isLocal: Bool {
    if host.first == "[" {
      return ["[::1]", "[fe80:", "[fd00:ec2:"].contains { host.hasPrefix($0) }
    }
    let octets = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    if octets.count == 4, !octets.contains(nil) {
      return octets[0] == 127 || (octets[0] == 169 && octets[1] == 254)
    }
    return host == "localhost" || host.hasSuffix(".localhost")
  }
}

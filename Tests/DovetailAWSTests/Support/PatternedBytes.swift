extension [UInt8] {
  /// So many bytes, eight at a time different from those anywhere else: one that is missing or in
  /// another place is noticed.
  static func patterned(_ count: Int) -> [UInt8] {
    let numbers = (0..<(count + 7) / 8).map { UInt64(truncatingIfNeeded: $0 &* 0x9E37_79B9) }
    return numbers.withUnsafeBytes { [UInt8]($0.prefix(count)) }
  }
}

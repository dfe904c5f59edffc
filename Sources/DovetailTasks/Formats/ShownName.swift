extension String {
  /// The name of a member or an argument, fit for a log line: long or odd ones are not shown.
  ///
  /// Names come from other systems too, so they may hold anything.
  var shownName: String {
    let isPlain = utf8.count <= 64 && utf8.allSatisfy { (0x21...0x7E).contains($0) }
    return isPlain && !isEmpty ? self : "(a name that is not shown)"
  }
}

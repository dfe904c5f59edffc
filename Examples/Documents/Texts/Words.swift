extension StringProtocol {
  /// The runs of letters, digits and apostrophes.
  ///
  /// By scalars, which for the large document is quicker than by characters.
  var words: [Substring] {
    Substring(self).unicodeScalars
      .split { !($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "'" || $0 == "’") }
      .map { Substring($0) }
  }
}

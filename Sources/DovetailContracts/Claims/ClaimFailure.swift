/// Says how a subject fell short of a claim.
public struct ClaimFailure: Error, Hashable, CustomStringConvertible {
  /// What was expected, and what was found.
  public var sentence: String
  /// The module and file of the claim: "DovetailContracts/Deleting.swift".
  public var fileID: String
  /// The claim's line in that file that failed.
  public var line: Int

  /// Makes a failure; the defaults name the line that calls.
  public init(_ sentence: String, fileID: String = #fileID, line: Int = #line) {
    self.sentence = sentence
    self.fileID = fileID
    self.line = line
  }

  /// The sentence, and where it was found.
  public var description: String { "\(sentence) (\(fileID):\(line))" }
}

import Testing

@testable import DovetailAWS

@Suite("Words of a command line")
struct ShellWordsTests {
  @Test(arguments: [
    ("a b  c", ["a", "b", "c"]), (" a ", ["a"]), ("", []), ("'a b' c", ["a b", "c"]),
    (#""a \"b\" \\ \c" d"#, [#"a "b" \ \c"#, "d"]), (#"a\ b"#, ["a b"]), ("a'b'\"c\"d", ["abcd"]),
    ("''", [""]), ("a $HOME `x` ; y", ["a", "$HOME", "`x`", ";", "y"]),
  ])
  func `quotes and backslashes keep words together, and nothing is expanded`(
    line: String, words: [String]
  ) {
    #expect(ShellWords.split(line) == words)
  }

  @Test(arguments: ["'a", "\"a", "a\\", "\"a\\"])
  func `what is left open is no command line`(line: String) {
    #expect(ShellWords.split(line) == nil)
  }
}

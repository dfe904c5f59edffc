import Foundation
import Testing

/// Keeps the lists of tests honest: what they name is there, and nothing is left out.
@Suite("Coverage of the worker's rules")
struct CoverageTests {
  /// The names of all tests of the package.
  private let names: Set<String>
  /// The numbers of `docs/worker-rules.md`.
  private let numbers: [String]

  private static let package = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../../../").standardizedFileURL

  init() throws {
    let page = Self.package.appendingPathComponent("docs/worker-rules.md")
    numbers = try String(contentsOf: page, encoding: .utf8)
      .matches(of: /- \*\*(\d+\.\d+)\*\*/).map { String($0.1) }
    let tests = Self.package.appendingPathComponent("Tests")
    let files = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)
    var names: Set<String> = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      names.formUnion(text.matches(of: /func\s+`([^`]+)`/).map { String($0.1) })
    }
    self.names = names
  }

  /// The words of `docs/running.md`.
  private func guide() throws -> String {
    let page = Self.package.appendingPathComponent("docs/running.md")
    return try String(contentsOf: page, encoding: .utf8)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func `rule 5: the guide says what an attempt is without a result store`() throws {
    #expect(try guide().contains("takes the receive count for the attempt"))
  }

  @Test func `rule 11: the guide says what to do with a tight limit`() throws {
    #expect(try guide().contains("give a task with a tight limit a queue of its own"))
  }

  @Test func `each line of the rules has a test`() {
    #expect(numbers.count > 50)
    #expect(Set(numbers) == Set(WorkerRules.tests.keys))
    #expect(numbers.count == Set(numbers).count)
  }

  @Test(arguments: [WorkerRules.tests, KnownFaults.tests])
  func `each test that is listed is there`(tests: [String: [String]]) {
    let listed = tests.values.joined()

    #expect(tests.values.allSatisfy { !$0.isEmpty })
    #expect(Set(listed).subtracting(names).sorted() == [])
  }

  @Test func `each test that is named for a rule is listed under it`() {
    let listed = WorkerRules.tests.flatMap { number, tests in
      tests.map { "\(number.prefix { $0 != "." }) \($0)" }
    }
    let named = names.compactMap { name in
      name.firstMatch(of: /^rule (\d+):/).map { "\($0.1) \(name)" }
    }

    #expect(Set(named).symmetricDifference(listed).sorted() == [])
  }
}

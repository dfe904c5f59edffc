import Dovetail
import Testing

@testable import documents

@Suite("Report")
struct ReportTests {
  @Test func `fields that failed alike share a row of the failures`() {
    var answers: [ExtractField: Answer] = [:]
    for field in Field.allCases {
      let found = Finding(value: "x", attempt: field == .language ? 2 : 1)
      let failed = TaskFailure(type: "DocumentError", messages: ["The file is empty."])
      answers[ExtractField(document: "good", field: field)] = .success(found)
      answers[ExtractField(document: "bad", field: field)] = .failure(failed)
    }
    answers[ExtractField(document: "good", field: .title)] = .failure(
      TaskFailure(type: "DocumentError", messages: ["The heading has no such line."]))
    answers[ExtractField(document: "good", field: .year)] =
      answers[ExtractField(document: "good", field: .title)]

    let report = Report(documents: ["bad", "good"], answers: answers)

    #expect(
      report.description == """
        document  title  year  words  time  longest  in  terms
        ────────  ─────  ────  ─────  ────  ───────  ──  ─────
        bad       ✗         ✗      ✗     ✗        ✗  ✗   ✗
        good      ✗         ✗      x     x        x  x   x

        document  fields that failed  error
        ────────  ──────────────────  ────────────────────────────────────────────
        bad       all                 DocumentError: The file is empty.
        good      title, year         DocumentError: The heading has no such line.

        2 documents, 14 tasks: 5 found a value, 1 of them at a second attempt; 9 failed.
        """)
  }
}

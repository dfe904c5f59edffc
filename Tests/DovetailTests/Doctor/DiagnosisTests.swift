import Foundation
import Testing

@testable import Dovetail

@Suite("A diagnosis")
struct DiagnosisTests {
  private func diagnosis(_ severities: Finding.Severity...) -> Diagnosis {
    Diagnosis(
      findings: severities.map { severity in
        Finding(
          severity, "queue a", "code", "It is so.",
          remedy: severity == .fine ? nil : "Do something.")
      })
  }

  @Test func `is sound up to a piece of advice`() {
    #expect(diagnosis().isSound)
    #expect(diagnosis(.fine, .advice).isSound)
    #expect(!diagnosis(.fine, .warning).isSound)
    #expect(!diagnosis(.fault, .fine).isSound)
  }

  @Test func `reads as lines, with what to do and a sum`() {
    #expect(
      diagnosis(.fine, .fault, .fault, .warning, .advice).description == """
        FINE  queue a: It is so.
        FAULT  queue a: It is so.
            Do something.
        FAULT  queue a: It is so.
            Do something.
        WARNING  queue a: It is so.
            Do something.
        ADVICE  queue a: It is so.
            Do something.
        2 faults, 1 warning, 1 piece of advice.
        """)
    #expect(diagnosis(.fine).description.hasSuffix("\nNothing to mend."))
  }

  @Test func `is written as JSON`() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys

    let text = String(decoding: try encoder.encode(diagnosis(.warning)), as: UTF8.self)

    #expect(
      text == #"{"findings":[{"code":"code","remedy":"Do something.","severity":"warning","#
        + #""statement":"It is so.","subject":"queue a"}]}"#)
  }
}

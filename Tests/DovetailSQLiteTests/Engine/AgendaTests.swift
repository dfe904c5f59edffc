import DovetailTransport
import Testing

@testable import DovetailSQLite

@Suite("Agenda")
struct AgendaTests {
  private func at(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

  /// Takes all entries out, earliest first.
  private func drain(_ agenda: inout Agenda<Int>) -> [Int] {
    var keys: [Int] = []
    while let next = agenda.next {
      keys.append(next.key)
      agenda[next.key] = nil
    }
    return keys
  }

  @Test
  func `the next entry is the earliest`() {
    var agenda = Agenda<Int>()

    for key in [3, 1, 2] { agenda[key] = at(Int64(key)) }

    #expect(drain(&agenda) == [1, 2, 3])
    #expect(agenda.next == nil)
  }

  @Test
  func `an instant that is changed counts, the old one does not`() {
    var agenda = Agenda<Int>()
    agenda[1] = at(10)
    agenda[2] = at(20)

    agenda[1] = at(30)
    #expect(agenda.next?.key == 2)
    agenda[1] = at(5)
    #expect(agenda.next?.key == 1)
    #expect(agenda.next?.instant == at(5))
    #expect(agenda[1] == at(5))
  }

  @Test
  func `an instant that goes away and comes back counts once`() {
    var agenda = Agenda<Int>()
    agenda[1] = at(10)
    agenda[1] = at(20)
    agenda[1] = at(10)

    #expect(drain(&agenda) == [1])
  }

  @Test
  func `what is taken out is passed over`() {
    var agenda = Agenda<Int>()
    agenda[1] = at(10)
    agenda[2] = at(20)

    agenda[1] = nil

    #expect(agenda[1] == nil)
    #expect(drain(&agenda) == [2])
  }

  @Test
  func `entries that no longer count do not pile up`() {
    var agenda = Agenda<Int>()
    agenda[0] = at(0)

    for round in 1...10_000 { agenda[1] = at(Int64(round)) }

    #expect(agenda.footprint <= 2 * 2 + 64)
    #expect(drain(&agenda) == [0, 1])
  }

  @Test
  func `it agrees with a sorted list through many changes`() {
    var random = RandomSource.seeded(7)
    var agenda = Agenda<Int>()
    var model: [Int: Int64] = [:]

    for _ in 0..<5_000 {
      let key = Int.random(in: 0..<100, using: &random)
      let instant = Bool.random(using: &random) ? Int64.random(in: 0..<50, using: &random) : nil
      agenda[key] = instant.map(at)
      model[key] = instant
      #expect(agenda.next?.instant == model.values.min().map(at))
    }
  }
}

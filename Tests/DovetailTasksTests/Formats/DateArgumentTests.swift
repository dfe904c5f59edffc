import DovetailTasks
import Foundation
import Testing

@Suite("Dates as Python has them")
struct DateArgumentTests {
  private func read(_ text: String) throws -> Date {
    try ArgumentCoder.decode(output: Date.self, from: Array("\"\(text)\"".utf8))
  }

  @Test(arguments: [
    (1_704_164_645.0, "2024-01-02T03:04:05+00:00"),
    (1_704_164_645.25, "2024-01-02T03:04:05.250000+00:00"),
    (1_704_164_645.000001, "2024-01-02T03:04:05.000001+00:00"),
    (-0.5, "1969-12-31T23:59:59.500000+00:00"),
    (-62_135_596_800, "0001-01-01T00:00:00+00:00"),
    (253_402_300_799, "9999-12-31T23:59:59+00:00"),
  ])
  func `a date is written as isoformat does`(seconds: Double, expected: String) throws {
    let json = try ArgumentCoder.encode(output: Date(timeIntervalSince1970: seconds))

    #expect(text(json) == "\"\(expected)\"")
    #expect(try read(expected) == Date(timeIntervalSince1970: seconds))
  }

  @Test(arguments: [
    ("2024-01-02T03:04:05", 1_704_164_645), ("2024-01-02T03:04:05Z", 1_704_164_645),
    ("2024-01-02 03:04:05", 1_704_164_645), ("2024-01-02T03:04", 1_704_164_640),
    ("2024-01-02", 1_704_153_600), ("2024-01-02T03:04:05.5", 1_704_164_645.5),
    ("2024-01-02T03:04:05,250", 1_704_164_645.25),
    ("2024-01-02T03:04:05.250000000000Z", 1_704_164_645.25),
    ("2024-01-02T05:04:05+02:00", 1_704_164_645), ("2024-01-01T21:34:05-0530", 1_704_164_645),
    ("2024-01-02T05:04:05+02", 1_704_164_645), ("2024-02-29T00:00:00Z", 1_709_164_800),
    ("2000-02-29", 951_782_400), ("1970-01-01", 0), ("1900-03-01", -2_203_891_200),
  ])
  func `dates are read with and without fraction and offset`(
    text: String, seconds: Double
  ) throws {
    #expect(try read(text) == Date(timeIntervalSince1970: seconds))
  }

  @Test(arguments: [
    "", "today", "2024-1-2", "2024-13-01", "2023-02-29", "1900-02-29", "2024-04-31", "0000-01-01",
    "2024-01-02T24:00:00", "2024-01-02T03:60:00", "2024-01-02T03:04:60", "2024-01-02T03:04:05.",
    "2024-01-02T03:04:05+", "2024-01-02T03:04:05+25:00", "2024-01-02T03:04:05Zz", "2024-01-02T",
    "1704164645",
  ])
  func `what is no date is refused`(text: String) {
    let error = #expect(throws: TaskArgumentError.self) { try read(text) }

    #expect(error?.problem == "must be a date and time in ISO 8601")
  }

  @Test func `a date outside of Python's years does not encode`() {
    #expect(throws: TaskArgumentError.self) {
      try ArgumentCoder.encode(Date(timeIntervalSince1970: 253_402_300_800))
    }
    #expect(throws: TaskArgumentError.self) {
      try ArgumentCoder.encode(Date(timeIntervalSince1970: .infinity))
    }
  }
}

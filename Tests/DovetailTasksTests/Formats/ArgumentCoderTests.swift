import DovetailTasks
import Foundation
import Testing

@Suite("Arguments by place and by name")
struct ArgumentCoderTests {
  @Test func `arguments are written as one array by place`() throws {
    let arguments = try ArgumentCoder.encode(2, "é\"/", true, 1.5, ["a": 1], Int?.none)

    #expect(arguments.args == #"[2,"é\"/",true,1.5,{"a":1},null]"#)
    #expect(arguments.kwargs == "{}")
  }

  @Test func `no arguments are an empty array`() throws {
    #expect(try ArgumentCoder.encode() == .none)
  }

  @Test func `a single argument is an array too`() throws {
    #expect(try ArgumentCoder.encode("a").args == #"["a"]"#)
    #expect(try ArgumentCoder.encode([1, 2]).args == "[[1,2]]")
  }

  @Test func `members of objects are in the order of their names`() throws {
    let many = Dictionary(uniqueKeysWithValues: (0..<10).map { ("k\($0)", $0) })

    let expected = (0..<10).map { "\"k\($0)\":\($0)" }.joined(separator: ",")

    #expect(try ArgumentCoder.encode(many).args == "[{\(expected)}]")
  }

  @Test func `arguments of many types come back`() throws {
    let id = UUID()
    let arguments = try ArgumentCoder.encode(
      7, "ü", false, -0.5, Float(2.5), [UInt8(1), 2], id, Data([0, 255]), Int?.some(3))

    let read = try ArgumentCoder.decode(
      from: arguments, as: Int.self, String.self, Bool.self, Double.self, Float.self,
      [UInt8].self, UUID.self, Data.self, Int?.self)

    #expect(read.0 == 7 && read.1 == "ü" && read.2 == false && read.3 == -0.5)
    #expect(read.4 == 2.5 && read.5 == [1, 2] && read.6 == id && read.7 == Data([0, 255]))
    #expect(read.8 == 3)
  }

  @Test(arguments: [
    ("[4,3]", "{}"), ("[4]", #"{"height":3}"#), ("[ ]", #"{ "height" : 3 , "width" : 4 }"#),
    (" [ 4 , 3 ] ", "{}"), ("[4.0,3]", "{}"),
  ])
  func `place and name may be mixed`(args: String, kwargs: String) throws {
    let (width, height) = try ArgumentCoder.decode(
      from: TaskArguments(args: args, kwargs: kwargs), names: ["width", "height"], as: Int.self,
      Int.self)

    #expect(width == 4 && height == 3)
  }

  @Test(arguments: ["[1]", "[1,null]"])
  func `an optional may be missing or null`(args: String) throws {
    let (first, second) = try ArgumentCoder.decode(
      from: TaskArguments(args: args), names: ["a"], as: Int.self, String?.self)

    #expect(first == 1 && second == nil)
  }

  @Test func `an optional of the middle may be left out by name`() throws {
    let arguments = TaskArguments(args: "[1]", kwargs: #"{"c":3}"#)

    let read = try ArgumentCoder.decode(
      from: arguments, names: ["a", "b", "c"], as: Int.self, Int?.self, Int.self)

    #expect(read == (1, nil, 3))
  }

  @Test func `a whole number is a Double too`() throws {
    let number = try ArgumentCoder.decode(from: TaskArguments(args: "[2]"), as: Double.self)

    #expect(number == 2)
  }

  @Test func `types may be handed on from pack to pack`() throws {
    #expect(try Caller(Int.self, String.self).roundTrip(1, "a") == (1, "a"))
  }
}

/// What a typed task does: it keeps a pack of types, and calls with values.
private struct Caller<each Argument: Codable & Sendable> {
  init(_ type: repeat (each Argument).Type) {}

  func roundTrip(_ argument: repeat each Argument) throws -> (repeat each Argument) {
    let arguments = try ArgumentCoder.encode(repeat each argument)
    return try ArgumentCoder.decode(
      from: arguments, names: ["x"], as: repeat (each Argument).self)
  }
}

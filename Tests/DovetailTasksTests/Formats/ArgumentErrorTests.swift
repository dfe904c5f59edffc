import DovetailTasks
import Foundation
import Testing

@Suite("Arguments that do not fit")
struct ArgumentErrorTests {
  private func sentence(
    _ args: String, _ kwargs: String = "{}", names: [String] = ["a", "b"]
  ) throws -> String {
    let error = try #require(throws: TaskArgumentError.self) {
      try ArgumentCoder.decode(
        from: TaskArguments(args: args, kwargs: kwargs), names: names, as: Int.self, String.self)
    }
    return "\(error.subject) \(error.problem)"
  }

  @Test(arguments: [
    ("[1]", "{}", "argument 2 (b) is missing"),
    ("[]", #"{"b":"x"}"#, "argument 1 (a) is missing"),
    ("[null,\"x\"]", "{}", "argument 1 (a) must be a whole number (Int), and is null"),
    ("[1,2]", "{}", "argument 2 (b) must be a string"),
    ("[[1],\"x\"]", "{}", "argument 1 (a) must be a whole number (Int)"),
    ("[1.5,\"x\"]", "{}", "argument 1 (a) must be a whole number (Int)"),
    ("[99999999999999999999,\"x\"]", "{}", "argument 1 (a) must be a whole number (Int)"),
    ("[1,\"x\",3]", "{}", "the argument list holds 3 arguments by place; 2 are taken"),
    ("[1]", #"{"b":"x","c":1}"#, "the argument c is none that the task takes"),
    ("[1]", #"{"a":2,"b":"x"}"#, "the argument a is given by place and by name"),
    ("[1", "{}", "the argument list is no JSON array"),
    ("{}", "{}", "the argument list is no JSON array"),
    ("[]", "[]", "the named arguments are no JSON object"),
  ])
  func `the error names the argument`(args: String, kwargs: String, expected: String) throws {
    #expect(try sentence(args, kwargs) == expected)
  }

  @Test func `without names the error has the place`() throws {
    #expect(try sentence("[1]", names: []) == "argument 2 is missing")
  }

  @Test func `a strange name is not shown`() throws {
    let sentence = try sentence("[1,\"x\"]", #"{"a\nb":2}"#)

    #expect(sentence == "the argument (a name that is not shown) is none that the task takes")
  }

  @Test(arguments: [
    (
      #"{"size":{"width":"secret"}}"#,
      "argument 1 (item) at .size.width must be a whole number (Int)"
    ),
    (#"{"size":{}}"#, "argument 1 (item) at .size lacks the member width"),
    (
      #"{"size":{"width":1},"tags":{"secret":["a",5]}}"#,
      "argument 1 (item) at .tags.(key)[1] must be a string"
    ),
    (
      #"{"size":{"width":1},"when":"secret"}"#,
      "argument 1 (item) at .when must be a date and time in ISO 8601"
    ),
  ])
  func `the error has the path inside, and no value`(json: String, expected: String) throws {
    let error = try #require(throws: TaskArgumentError.self) {
      try ArgumentCoder.decode(
        from: TaskArguments(args: "[\(json)]"), names: ["item"], as: Item.self)
    }

    #expect("\(error.subject) \(error.problem)" == expected)
    #expect(!"\(error)".contains("secret"))
  }

  @Test func `an argument that does not encode is named by its place`() throws {
    let infinite = #expect(throws: TaskArgumentError.self) {
      try ArgumentCoder.encode(1, Double.infinity)
    }
    let inside = #expect(throws: TaskArgumentError.self) {
      try ArgumentCoder.encode("a", [1.5, .nan])
    }
    let refusing = #expect(throws: TaskArgumentError.self) {
      try ArgumentCoder.encode(Refusing())
    }

    #expect(infinite?.subject == "argument 2")
    #expect(infinite?.problem == "holds a Double that JSON cannot say")
    #expect(inside?.subject == "argument 2 at [1]")
    #expect(refusing?.subject == "argument 1")
    #expect(refusing?.problem == "could not be written: its encode(to:) threw Refusal")
  }

  @Test func `a decoder's own error is told by its type`() throws {
    let error = #expect(throws: TaskArgumentError.self) {
      try ArgumentCoder.decode(from: TaskArguments(args: "[1]"), as: Refusing.self)
    }

    #expect(error?.problem == "could not be read: its init(from:) threw Refusal")
  }

  @Test func `arguments made by hand must be an array and an object`() throws {
    #expect(throws: TaskArgumentError.self) {
      try TaskArguments(positional: Array("{}".utf8), named: Array("{}".utf8))
    }
    #expect(throws: TaskArgumentError.self) {
      try TaskArguments(positional: Array("[1] 2".utf8), named: Array("{}".utf8))
    }
    #expect(throws: TaskArgumentError.self) {
      try TaskArguments(positional: Array("[]".utf8), named: Array("null".utf8))
    }
    #expect(throws: Never.self) {
      try TaskArguments(positional: Array(" [1]".utf8), named: Array("{\"a\": 1}\n".utf8))
    }
  }
}

private struct Item: Decodable {
  struct Size: Decodable {
    var width: Int
  }

  var size: Size
  var tags: [String: [String]]?
  var when: Date?
}

private struct Refusal: Error {}

private struct Refusing: Codable {
  init() {}

  init(from decoder: any Decoder) throws { throw Refusal() }

  func encode(to encoder: any Encoder) throws { throw Refusal() }
}

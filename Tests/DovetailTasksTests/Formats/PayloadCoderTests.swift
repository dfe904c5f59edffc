import DovetailTasks
import Testing

@Suite("Payloads and return values")
struct PayloadCoderTests {
  private struct Invoice: Codable, Equatable {
    var customer: String
    var cents: Int
    var note: String?
  }

  private let invoice = Invoice(customer: "ä", cents: 5)

  @Test func `a payload's members are named arguments`() throws {
    let arguments = try ArgumentCoder.encode(payload: invoice)

    #expect(arguments.args == "[]")
    #expect(arguments.kwargs == #"{"cents":5,"customer":"ä"}"#)
  }

  @Test(arguments: [
    ("[]", #"{"cents":5,"customer":"ä"}"#),
    (#"[{"cents": 5, "customer": "\u00e4"}]"#, "{}"),
    ("[ ]", #" {"cents":5,"customer":"ä","note":null,"newer":[1]}"#),
  ])
  func `a payload is read from names or from one object`(args: String, kwargs: String) throws {
    let arguments = TaskArguments(args: args, kwargs: kwargs)

    #expect(try ArgumentCoder.decode(payload: Invoice.self, from: arguments) == invoice)
  }

  @Test(arguments: [
    ("[]", #"{"cents":5}"#, "the payload lacks the member customer"),
    ("[]", #"{"cents":"5"}"#, "the payload at .cents must be a whole number (Int)"),
    (
      "[{}]", #"{"cents":5}"#,
      "the payload must be named arguments, or one object as the only argument"
    ),
    (
      #"["ä",5]"#, "{}", "the payload must be named arguments, or one object as the only argument"
    ),
  ])
  func `a payload that does not fit says where`(
    args: String, kwargs: String, expected: String
  ) throws {
    let error = try #require(throws: TaskArgumentError.self) {
      let arguments = TaskArguments(args: args, kwargs: kwargs)
      return try ArgumentCoder.decode(payload: CentsFirst.self, from: arguments)
    }

    #expect("\(error.subject) \(error.problem)" == expected)
  }

  private struct CentsFirst: Decodable {
    var cents: Int
    var customer: String
  }

  @Test func `a payload that is no object is refused`() {
    let error = #expect(throws: TaskArgumentError.self) {
      try ArgumentCoder.encode(payload: [1, 2])
    }

    #expect(error?.subject == "the payload")
  }

  @Test func `return values go both ways`() throws {
    #expect(text(try ArgumentCoder.encode(output: 5)) == "5")
    #expect(text(try ArgumentCoder.encode(output: Int?.none)) == "null")
    #expect(text(try ArgumentCoder.encode(output: ["a"])) == #"["a"]"#)
    #expect(text(ArgumentCoder.encode(output: ())) == "null")
    #expect(try ArgumentCoder.decode(output: Int.self, from: Array("5".utf8)) == 5)
    #expect(try ArgumentCoder.decode(output: String?.self, from: Array("null".utf8)) == nil)
    #expect(try ArgumentCoder.decode(output: [Int].self, from: Array(" [1]".utf8)) == [1])
    ArgumentCoder.decode(output: Void.self, from: Array("17".utf8))
  }

  @Test func `a return value of another type is an error`() {
    let error = #expect(throws: TaskArgumentError.self) {
      try ArgumentCoder.decode(output: Int.self, from: Array("\"five\"".utf8))
    }

    #expect(error?.subject == "the return value")
  }
}

import DovetailTasks
import Testing

@Suite("TaskIQ results")
struct TaskIQResultFormatTests {
  private let format = TaskIQResultFormat()

  private func decode(_ json: String) throws -> TaskResult {
    try format.decode(Array(json.utf8))
  }

  @Test(arguments: GoldenResults.all)
  func `objects that Python stored are read`(object: String, result: TaskResult) throws {
    #expect(try decode(object) == result)
  }

  @Test(arguments: GoldenResults.all)
  func `what is written is read back equal`(object: String, result: TaskResult) throws {
    #expect(try format.decode(format.encode(result)) == result)
  }

  @Test(arguments: GoldenResults.all.prefix(2))
  func `what is written is what Python writes`(object: String, result: TaskResult) throws {
    #expect(text(try format.encode(result)) == object)
  }

  @Test func `a failure of Swift names a module that Python does not have`() throws {
    let cause = TaskFailure(type: "Timeout", messages: ["5 s"])
    let failure = TaskFailure(type: "PaymentDeclined", messages: ["no \"cover\""], cause: cause)
    let result = TaskResult.failure(
      failure, executionTime: .milliseconds(1500), labels: ["b": .bytes([0, 255]), "a": true])

    let expected = """
      {"is_err":true,"log":null,"return_value":null,"execution_time":1.5,\
      "labels":{"a":true,"b":"AP8="},"error":{"exc_type":"PaymentDeclined",\
      "exc_message":["no \\"cover\\""],"exc_module":"Dovetail","exc_cause":\
      {"exc_type":"Timeout","exc_message":["5 s"],"exc_module":"Dovetail","exc_cause":null,\
      "exc_context":null,"exc_suppress_context":false},"exc_context":null,\
      "exc_suppress_context":true}}
      """

    #expect(text(try format.encode(result)) == expected)
  }

  @Test func `a failed result never has a return value`() throws {
    var result = TaskResult.success(Array("5".utf8), executionTime: .zero)
    result.isError = true

    #expect(text(try format.encode(result)).contains(#""return_value":null"#))
    let read = try decode(#"{"is_err":true,"return_value":5,"execution_time":0}"#)
    #expect(text(read.returnValue) == "null")
  }

  @Test func `what Python may leave out may be missing`() throws {
    let result = try decode(
      #" { "execution_time" : 2 , "return_value" : [ 1 ] , "is_err" : false , "later": {} } "#)

    #expect(result == .success(Array("[ 1 ]".utf8), executionTime: .seconds(2)))
  }

  @Test func `a suppressed context is not a cause`() throws {
    let inner = #"{"exc_type":"A","exc_message":[],"exc_module":null}"#
    let result = try decode(
      """
      {"is_err":true,"return_value":null,"execution_time":0,"error":{"exc_type":"B",\
      "exc_message":[],"exc_module":null,"exc_context":\(inner),"exc_suppress_context":true}}
      """)

    #expect(result.error == TaskFailure(type: "B", messages: [], module: nil))
  }

  @Test func `messages that are no texts are shown as JSON`() throws {
    let result = try decode(
      """
      {"is_err":true,"return_value":null,"execution_time":0,"error":{"exc_type":"B",\
      "exc_message":["a",1,null,[true, 2.5]],"exc_module":null}}
      """)

    #expect(result.error?.messages == ["a", "1", "null", "[true, 2.5]"])
  }

  @Test(arguments: [
    (#"{"return_value":1,"execution_time":0}"#, "is_err"),
    (#"{"is_err":false,"execution_time":0}"#, "return_value"),
    (#"{"is_err":false,"return_value":1}"#, "execution_time"),
    (#"{"is_err":1}"#, "is_err"),
    (#"{"execution_time":"1"}"#, "execution_time"),
    (#"{"execution_time":1e300}"#, "execution_time"),
    (#"{"labels":[]}"#, "labels"),
    (#"{"error":"secret"}"#, "error"),
    (#"{"error":{"exc_type":"A","exc_message":"secret","exc_module":null}}"#, "error"),
    (#"{"error":{"exc_type":"A","exc_message":[]}}"#, "error"),
    (#"{"return_value":NaN}"#, "return_value"),
  ])
  func `an object that does not fit names its member`(json: String, member: String) throws {
    let error = try #require(throws: TaskFormatError.self) { try decode(json) }

    #expect(error.member == member)
    #expect(error.document == "TaskIQ result")
    #expect(!"\(error)".contains("secret"))
  }

  @Test func `what is no object is refused`() {
    let error = #expect(throws: TaskFormatError.self) { try decode("5") }

    #expect(
      error?.description
        == "Not a TaskIQ result: it is not right at byte 0, where an object should be.")
  }
}

import DovetailTasks
import DovetailTransport
import Testing

@Suite("TaskIQ bodies of other writers")
struct TaskIQReadingTests {
  private let format = TaskIQFormat()

  private func body(labels: String = "{}", types: String? = nil) -> String {
    let types = types.map { #","labels_types":\#($0)"# } ?? ""
    return #"{"task_id":"i","task_name":"n","labels":\#(labels)\#(types),"args":[],"kwargs":{}}"#
  }

  @Test func `order, white space and further members do not matter`() throws {
    let body = """
      \n{ "kwargs" : { "a" : [ 1 ] } ,\t"later": [{"x": null}, 1e5, "\\u00e9"],
        "args" : [ 2 , 3 ], "labels_types": null, "labels" : { }, "task_name" : "n",
        "task_id" : "i" }\r\n
      """

    let message = try format.decode(received(body))

    let arguments = TaskArguments(args: "[ 2 , 3 ]", kwargs: #"{ "a" : [ 1 ] }"#)
    #expect(message == TaskMessage(id: "i", name: "n", arguments: arguments))
  }

  @Test(arguments: [nil, "null", "{}"])
  func `labels without types are JSON values`(types: String?) throws {
    let labels = #"{"s":"5","i":5,"d":1.5,"big":1e3,"b":false,"n":null,"l":[1, 2]}"#

    let message = try format.decode(received(body(labels: labels, types: types)))

    let expected: [String: LabelValue] = [
      "s": "5", "i": 5, "d": 1.5, "big": 1000.0, "b": false, "n": .any("None"),
      "l": .any("[1, 2]"),
    ]
    #expect(message.labels == expected)
  }

  @Test(arguments: [
    ("true", 5, true as LabelValue), ("TRUE", 5, true), ("False", 5, false), ("no", 5, false),
    (" -7 ", 2, -7), ("1e3", 4, 1000.0), ("inf", 4, .double(.infinity)), ("", 6, .bytes([])),
    ("None", 1, .any("None")), ("", 3, ""),
  ])
  func `label texts are read by their types`(
    label: String, type: Int, expected: LabelValue
  ) throws {
    let body = body(labels: #"{"x":"\#(label)"}"#, types: #"{"x":\#(type),"absent":2}"#)

    #expect(try format.decode(received(body)).labels == ["x": expected])
  }

  @Test(arguments: [
    (#"{"x":"secret"}"#, #"{"x":2}"#, "labels.x", "must be a whole number of 64 bits"),
    (
      #"{"x":"99999999999999999999"}"#, #"{"x":2}"#, "labels.x",
      "must be a whole number of 64 bits"
    ),
    (#"{"x":"secret"}"#, #"{"x":4}"#, "labels.x", "must be a number"),
    (#"{"x":"secret!"}"#, #"{"x":6}"#, "labels.x", "must be base64"),
    (#"{"x":"secret"}"#, #"{"x":7}"#, "labels.x", "must be of a type that TaskIQ knows, 1 to 6"),
    (#"{"x":"secret"}"#, #"{"x":0}"#, "labels.x", "must be of a type that TaskIQ knows, 1 to 6"),
    (
      #"{"x":"1"}"#, #"{"x":"2"}"#, "labels_types.x",
      "is not right at byte 70, where a value should be"
    ),
    (
      #"{"x":"1"}"#, #"{"x":2.5}"#, "labels_types.x",
      "is not right at byte 70, where the number of a type should be"
    ),
    ("[]", "{}", "labels", "is not right at byte 40, where an object should be"),
    (
      #"{"a\nb":"x"}"#, #"{"a\nb":2}"#, "(a name that is not shown)",
      "must be a whole number of 64 bits"
    ),
  ])
  func `a label that does not fit is named`(
    labels: String, types: String, member: String, problem: String
  ) throws {
    let error = try #require(throws: TaskFormatError.self) {
      try format.decode(received(body(labels: labels, types: types)))
    }

    #expect(error.member == member)
    #expect(error.problem == problem)
    #expect(!"\(error)".contains("secret"))
  }

  @Test(arguments: ["task_id", "task_name", "labels", "args", "kwargs"])
  func `a member that is missing is named`(member: String) {
    let body = body().replacing("\"\(member)\"", with: "\"other\"")

    let error = #expect(throws: TaskFormatError.self) { try format.decode(received(body)) }

    #expect(error?.description == "Not a TaskIQ message: its \"\(member)\" is missing.")
  }

  @Test(arguments: [
    ("", "Not a TaskIQ message: it is not right at byte 0, where an object should be."),
    ("[]", "Not a TaskIQ message: it is not right at byte 0, where an object should be."),
    ("eyJ0YXNr", "Not a TaskIQ message: it is not right at byte 0, where an object should be."),
    (
      #"{"task_id":7}"#,
      "Not a TaskIQ message: its \"task_id\" is not right at byte 11, where a string should be."
    ),
    (
      #"{"args":{}}"#,
      "Not a TaskIQ message: its \"args\" is not right at byte 8, where an array should be."
    ),
    (
      #"{"kwargs":[1]}"#,
      "Not a TaskIQ message: its \"kwargs\" is not right at byte 10, where an object should be."
    ),
    (
      #"{"args":[1, NaN]}"#,
      "Not a TaskIQ message: its \"args\" holds NaN or Infinity at byte 12, which JSON does not have."
    ),
    (
      #"{"kwargs":{"secret":-Infinity}}"#,
      "Not a TaskIQ message: its \"kwargs\" holds NaN or Infinity at byte 21, which JSON does not have."
    ),
    (
      #"{"args":[]} x"#,
      "Not a TaskIQ message: it is not right at byte 12, where the end should be."
    ),
  ])
  func `a body of another form says what is wrong`(body: String, expected: String) throws {
    let error = try #require(throws: TaskFormatError.self) { try format.decode(received(body)) }

    #expect(error.description == expected)
  }
}

import DovetailTasks
import DovetailTransport
import Testing

@Suite("TaskIQ messages")
struct TaskIQFormatTests {
  private let format = TaskIQFormat()

  @Test(arguments: GoldenMessages.all)
  func `bodies that Python sent are read`(body: String, message: TaskMessage) throws {
    #expect(try format.decode(received(body)) == message)
  }

  @Test(arguments: GoldenMessages.all)
  func `what is written is read back equal`(body: String, message: TaskMessage) throws {
    let outgoing = try format.encode(message)

    #expect(try format.decode(received(outgoing.body)) == message)
    #expect(outgoing.attributes.isEmpty)
    #expect(outgoing.delay == nil)
  }

  @Test func `members are written in Python's order, and labels as texts`() throws {
    let message = TaskMessage(
      id: "id\"1", name: "m:add",
      labels: ["b": true, "a": 2.0, "c": .bytes([0, 255]), "d": -3, "e": "é", "f": .any("[1]")],
      arguments: TaskArguments(args: "[2,3]", kwargs: #"{"k":null}"#))

    let expected = """
      {"task_id":"id\\"1","task_name":"m:add",\
      "labels":{"a":"2.0","b":"True","c":"AP8=","d":"-3","e":"é","f":"[1]"},\
      "labels_types":{"a":4,"b":5,"c":6,"d":2,"e":3,"f":1},\
      "args":[2,3],"kwargs":{"k":null}}
      """

    #expect(try format.encode(message).body == expected)
  }

  @Test(arguments: [
    (1.5, "1.5"), (2, "2.0"), (1e16, "1e+16"), (0.00001, "1e-05"), (0.1, "0.1"), (-0.0, "-0.0"),
    (1e22, "1e+22"), (123_456_789_012_345.0, "123456789012345.0"), (.infinity, "inf"),
    (.leastNonzeroMagnitude, "5e-324"),
  ])
  func `numbers are printed as Python prints them`(number: Double, expected: String) throws {
    let body = try format.encode(message(labels: ["n": .double(number)])).body

    #expect(body.contains(#""labels":{"n":"\#(expected)"}"#))
    #expect(try format.decode(received(body)).labels["n"] == .double(number))
  }

  @Test func `characters that queues refuse are escaped`() throws {
    let arguments = try ArgumentCoder.encode("a\u{FFFE}b\u{FFFF}c\u{FFFD}d\u{F000}")
    let message = TaskMessage(id: "i", name: "n", arguments: arguments)

    let body = try format.encode(message).body

    #expect(body.contains(#""args":["a\ufffeb\uffffc"# + "\u{FFFD}d\u{F000}\"]"))
    let read = try ArgumentCoder.decode(
      from: try format.decode(received(body)).arguments, as: String.self)
    #expect(read == "a\u{FFFE}b\u{FFFF}c\u{FFFD}d\u{F000}")
  }

  @Test(arguments: ["", String(repeating: "é", count: 129)])
  func `an id of no legal length is refused both ways`(id: String) throws {
    let body = #"{"task_id":"\#(id)","task_name":"n","labels":{},"args":[],"kwargs":{}}"#

    let writing = #expect(throws: TaskFormatError.self) {
      try format.encode(TaskMessage(id: TaskID(rawValue: id), name: "n"))
    }
    let reading = #expect(throws: TaskFormatError.self) { try format.decode(received(body)) }

    #expect(writing?.member == "task_id")
    #expect(reading?.member == "task_id")
  }

  private func message(labels: [String: LabelValue]) -> TaskMessage {
    TaskMessage(id: "i", name: "n", labels: labels)
  }
}

/// A message as a queue hands it out.
func received(_ body: String) -> ReceivedMessage {
  ReceivedMessage(
    id: MessageID(rawValue: "m"), receipt: ReceiptHandle(rawValue: "r"), body: body,
    sentAt: Timestamp(milliseconds: 0), firstReceivedAt: Timestamp(milliseconds: 0),
    receiveCount: 1)
}

import DovetailTasks
import Testing

@Suite("Failures")
struct TaskFailureTests {
  @Test func `a failure reads as a line with its causes`() {
    let inner = TaskFailure(type: "KeyError", messages: [])
    let middle = TaskFailure(type: "Timeout", messages: ["5 s"], cause: inner)
    let outer = TaskFailure(type: "PaymentDeclined", messages: ["no", "cover"], cause: middle)

    #expect("\(outer)" == "PaymentDeclined: no, cover, caused by Timeout: 5 s, caused by KeyError")
  }

  @Test func `a cause can be set and taken away`() {
    var failure = TaskFailure(type: "A", messages: [])
    failure.cause = TaskFailure(type: "B", messages: [])
    #expect(failure.cause?.type == "B")

    failure.cause = nil
    #expect(failure == TaskFailure(type: "A", messages: []))
  }
}

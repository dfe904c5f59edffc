import DovetailTransport
import Testing

@testable import DovetailTasks

@Suite("Names of payloads")
struct PayloadNameTests {
  @Test(arguments: [
    ("14df2ea512e84cec8a59aece1795a4fa", "14df2ea512e84cec8a59aece1795a4fa.json"),
    ("a-b_c.d", "a-b_c.d.json"), ("a/b", "a!2fb.json"), ("a!b", "a!21b.json"),
    ("é", "!c3!a9.json"), (" ", "!20.json"),
  ])
  func `an id's name is the id, with odd bytes escaped`(id: TaskID, name: String) {
    #expect(PayloadName(id).text == name)
    #expect(PayloadName.task(of: name) == id)
  }

  @Test func `another name is of the same task, and never the same`() {
    let name = PayloadName("a!b")
    let other = name.other(.seeded(1))

    #expect(other != name)
    #expect(other.other(.seeded(2)) != other)
    #expect(PayloadName.task(of: other.text) == "a!b")
  }

  @Test(arguments: ["a", "a!.json", "a!4.json", "a!zz.json", "a!ff.json", "json"])
  func `what is no such name is no task's`(name: String) {
    #expect(PayloadName.task(of: name) == nil)
  }
}

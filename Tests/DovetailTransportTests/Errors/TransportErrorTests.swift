import DovetailTransport
import Testing

@Suite struct TransportErrorTests {
  @Test func `is a sentence that says what was attempted and why it failed`() {
    let error = TransportError(
      .queueDoesNotExist, attempt: "send to orders", detail: "The queue does not exist.")

    #expect(error.description == "Could not send to orders: The queue does not exist.")
  }

  @Test func `gives its code where there is no detail`() {
    #expect(
      TransportError(.throttled, attempt: "send to orders").description
        == "Could not send to orders: throttled")
  }

  @Test func `keeps the first attempt that is said`() {
    let error = TransportError.invalid(.missingParameter, "No body.").attempting("send to orders")

    #expect(error.attempting("something else").attempt == "send to orders")
  }

  @Test func `is transient only where the same call may succeed later`() {
    let transient = TransportError.Code.allCases.filter {
      TransportError($0, attempt: "").isTransient
    }

    #expect(
      Set(transient) == [
        .throttled, .unreachable, .outcomeUnknown, .storageFull, .storageBusy, .overLimit,
        .kmsThrottled,
      ])
  }
}

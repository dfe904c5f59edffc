import DovetailTransport

// Messages whose bodies are kept in the blob store.
extension SendPipeline {
  /// Whether the message is over its queue's limit, or over the threshold.
  func isOversized(_ message: OutgoingMessage, for route: QueueRoute) -> Bool {
    let threshold = configuration.payloads.threshold ?? route.maximumMessageSize
    return message.size > min(threshold, route.maximumMessageSize)
  }

  /// Finds what is wrong with such a message and with the pointer in its stead, before anything is stored.
  func checkOversized(
    _ message: OutgoingMessage, of task: TaskID, _ name: String, on route: QueueRoute
  ) throws {
    guard let payloads else {
      throw tooLarge(
        name,
        "has \(message.size) bytes, attributes counted, and \(route.name) takes "
          + "\(route.maximumMessageSize). Give the broker's services blobs to keep what is larger")
    }
    let bytes = message.body.utf8.count
    guard bytes <= payloads.options.largestBody else {
      throw tooLarge(
        name,
        "has a body of \(bytes) bytes, over the \(payloads.options.largestBody) of the broker's "
          + "PayloadOptions.largestBody")
    }
    if let attribute = message.attributes.keys.first(where: PayloadPointer.reserves) {
      throw TaskError(
        .invalidOption,
        "The attribute \(attribute) of \(name) says that the message points to a payload. Name it otherwise."
      )
    }
    try checkDeduplication(message, of: name, on: route)
    try check(message, on: route, maximumSize: .max)
    let pointer = PayloadPointer(to: payloads.longestPlace(for: task)).replacingBody(of: message)
    try check(pointer, on: route)
  }

  /// By content a queue would compare pointers, which differ when the bodies do not.
  private func checkDeduplication(
    _ message: OutgoingMessage, of name: String, on route: QueueRoute
  ) throws(TaskError) {
    guard route.name.isFIFO, message.deduplicationID == nil else { return }
    throw TaskError(
      .invalidOption,
      "The message of \(name) has \(message.size) bytes, so its body is not in the queue, and \(route.name) "
        + "cannot tell duplicates by it. Give a de-duplication id.")
  }

  private func tooLarge(_ name: String, _ problem: String) -> TaskError {
    TaskError(.tooLarge, "The message of \(name) \(problem).")
  }
}

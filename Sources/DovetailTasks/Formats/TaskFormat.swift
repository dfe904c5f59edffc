public import DovetailTransport

/// Writes calls of tasks as messages of a queue, and reads them back.
///
/// A format is a value without state, so that a broker and its workers may share it. What is written
/// must be read back equal, whatever the labels and arguments are.
public protocol TaskFormat: Sendable {
  /// The body and the attributes that carry `message`; the delay is left to the sender.
  ///
  /// Throws ``TaskFormatError`` when the format has no form for it.
  func encode(_ message: TaskMessage) throws -> OutgoingMessage

  /// The call that `message` carries.
  ///
  /// Throws ``TaskFormatError`` when the body is not of this format; to try again is no use.
  /// The arguments are well-formed JSON, but whether they fit the task is found out later.
  func decode(_ message: ReceivedMessage) throws -> TaskMessage
}

/// What one attempt of a call may take, of time and of room.
package struct HTTPCallOptions: Hashable, Sendable {
  /// From the call to the last byte received, connecting included; nil: no limit.
  ///
  /// That of a long poll has to be longer than its wait.
  package var timeout: Duration?
  /// To look up the name, connect, and agree on TLS.
  package var connectTimeout = Duration.seconds(5)
  /// Below this the transfer is given up; nil: it may rest, as a long poll does.
  package var slowest: Pace?
  /// At most so many bytes of answer, at least 0; more fail the call with `tooLarge`.
  ///
  /// The default holds the largest answer of SQS: ten messages of 1 MiB, each byte escaped in six.
  package var maxAnswerBytes = 80 << 20

  package init(timeout: Duration? = .seconds(10)) {
    self.timeout = timeout
  }

  /// How many bytes move in a time.
  package struct Pace: Hashable, Sendable {
    package var bytesPerSecond: Int
    /// In whole seconds, rounded up: libcurl looks once a second.
    package var over: Duration

    package init(bytesPerSecond: Int, over: Duration) {
      self.bytesPerSecond = bytesPerSecond
      self.over = over
    }

    /// 1 KiB a second over 30 seconds: what an object moves at even by a bad line.
    package static let ofObjects = Pace(bytesPerSecond: 1024, over: .seconds(30))
  }
}

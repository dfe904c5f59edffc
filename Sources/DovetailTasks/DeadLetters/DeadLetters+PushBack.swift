import DovetailTransport

extension DeadLetters {
  /// Sends letters back to the queues they came from, and deletes them here.
  ///
  /// Each goes back as a new message, with its body, attributes and group: its runs are counted anew, and
  /// the stored error is taken away, so that who waits sees what comes now. The letters of a FIFO group
  /// go back in their order; when one cannot, those behind it stay. A letter is sent before it is deleted,
  /// so a crash loses none, and the same call goes on. Copies of one task go back once, and a task that
  /// has succeeded meanwhile is not run again. Bodies that are kept in the blob store stay there.
  ///
  /// Letters that come while this works stay. Those that are met and not asked for are hidden until it
  /// ends, and their receive counts rise; on a FIFO queue they hide all but the first ten of their group.
  ///
  /// Throws ``TaskError`` for options out of range; what fails later is in the report.
  public func pushBack(
    _ selection: PushBackSelection = .all, _ options: PushBackOptions = PushBackOptions()
  ) async throws -> PushBackReport {
    try options.check()
    var work = PushBack(self, selection, options)
    return await work.run()
  }
}

import Foundation

/// Starts programs.
///
/// Source: POSIX, posix_spawn.
enum Spawn {
  /// Starts the program at `path`, with nothing to read; returns its process id.
  static func spawn(
    _ path: String, _ arguments: [String], output: OutputPipe, errors: OutputPipe
  ) throws -> pid_t {
    #if os(Linux)
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #else
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.writing, 1)
    posix_spawn_file_actions_adddup2(&actions, errors.writing, 2)
    // A thread that Dispatch made blocks signals, and the child would be deaf to them.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, path, &actions, &attributes, &words, environ)
    guard code == 0 else {
      close(output.writing)
      close(errors.writing)
      throw CocoaError(.executableLoad, userInfo: [NSFilePathErrorKey: path])
    }
    return id
  }
}

import Foundation

/// What goes to stderr, unbuffered, beside the tables on stdout.
enum Terminal {
  /// Whether a person is looking, so that a line may be rewritten.
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

  static func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }

  static func writeLine(_ text: String) {
    write(text + "\n")
  }
}

import DovetailTasks

extension TaskArguments {
  /// Makes arguments of JSON texts that a test spells out.
  init(args: String, kwargs: String = "{}") {
    self.init(unchecked: Array(args.utf8), named: Array(kwargs.utf8))
  }

  var args: String { text(positional) }
  var kwargs: String { text(named) }
}

/// The text of UTF-8 bytes.
func text(_ bytes: [UInt8]) -> String {
  String(decoding: bytes, as: UTF8.self)
}

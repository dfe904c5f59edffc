#if GUIDED
  import CLibFuzzer
  import Foundation

  /// Lets libFuzzer look for bytes that take a parser where none have before.
  ///
  /// `request-fuzz PARSER [CORPUS] [-flag=value]`; the flags are those of libFuzzer. scripts/fuzz builds it so.
  enum GuidedFuzz {
    static func main() -> Never {
      guard CommandLine.argc > 1, let parser = Parser(rawValue: CommandLine.arguments[1]) else {
        let names = Parser.allCases.map(\.rawValue).joined(separator: ", ")
        FileHandle.standardError.write(
          Data("usage: request-fuzz PARSER [CORPUS] [-flag=value]; parsers: \(names)\n".utf8))
        exit(EX_USAGE)
      }
      // libFuzzer's callback takes no context.
      setenv(variable, parser.rawValue, 1)
      if CommandLine.argc > 2 { plant(parser.samples, in: CommandLine.arguments[2]) }
      var count = CommandLine.argc - 1
      // The parser stands where the program's name does otherwise.
      var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
        CommandLine.unsafeArgv + 1
      exit(
        LLVMFuzzerRunDriver(&count, &arguments) { data, size in
          GuidedFuzz.parser.read(Array(UnsafeBufferPointer(start: data, count: size)))
          return 0
        })
    }

    /// Lays samples into the corpus.
    private static func plant(_ samples: [[UInt8]], in folder: String) {
      for (number, sample) in samples.enumerated() {
        // Where it is a file that is to be read once more, nothing is planted.
        _ = FileManager.default.createFile(
          atPath: "\(folder)/sample-\(number)", contents: Data(sample))
      }
    }

    private static let variable = "DOVETAIL_FUZZ_PARSER"
    private static let parser =
      ProcessInfo.processInfo.environment[variable].flatMap(Parser.init) ?? .request
  }
#endif

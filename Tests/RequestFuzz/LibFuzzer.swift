#if FUZZER
  import Foundation

  /// The driver of libFuzzer, which chooses inputs by what code they reach.
  enum LibFuzzer {
    static func run() -> Int32 {
      var count = CommandLine.argc
      var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
      return drive(&count, &arguments) { bytes, size in
        RequestReading.read(Array(UnsafeBufferPointer(start: bytes, count: size)))
        return 0
      }
    }

    /// Source: llvm.org/docs/LibFuzzer.html, "Using libFuzzer as a library".
    @_silgen_name("LLVMFuzzerRunDriver")
    private static func drive(
      _ count: UnsafeMutablePointer<Int32>,
      _ arguments: UnsafeMutablePointer<
        UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
      >,
      _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
    ) -> Int32
  }
#endif

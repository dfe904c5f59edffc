import Dispatch
import DovetailTransport
import Foundation

/// Reads damaged requests in all ways in which the server reads them: none may trap, take long, or be misread.
///
/// `request-fuzz SECONDS [SEED]` damages samples by a seed, and names on failure the seed that repeats it.
/// Built for libFuzzer it is ``GuidedFuzz``.
@main
struct RequestFuzz {
  /// Seconds that one thousand inputs may take; a debug build needs a few.
  private static let patience: UInt32 = 60

  private static let parsers = Parser.allCases.map { ($0, $0.samples) }

  static func main() {
    #if GUIDED
      GuidedFuzz.main()
    #else
      seeded()
    #endif
  }

  private static func seeded() {
    let numbers = CommandLine.arguments.dropFirst().map { UInt64($0) }
    guard (1...2).contains(numbers.count), let seconds = numbers[0],
      let seed = numbers.count == 2 ? numbers[1] : .random(in: 0...UInt64(UInt32.max))
    else {
      say("usage: request-fuzz SECONDS [SEED]")
      exit(EX_USAGE)
    }
    run(for: seconds, seed)
  }

  /// Each thousand inputs has a seed of its own, which is said before: when the program ends there, it
  /// repeats what happened.
  private static func run(for seconds: UInt64, _ first: UInt64) {
    let end = DispatchTime.now().uptimeNanoseconds + seconds * 1_000_000_000
    var seed = first
    var count = 0
    repeat {
      say("request-fuzz: seed \(seed)")
      alarm(patience)
      var random = RandomSource.seeded(seed)
      for number in 0..<1000 {
        let (parser, samples) = parsers[number % parsers.count]
        parser.read(Damage.one(of: samples, with: &random))
      }
      count += 1000
      seed &+= 1
    } while DispatchTime.now().uptimeNanoseconds < end
    alarm(0)
    say("request-fuzz: \(count) requests were read, seeds \(first) to \(seed &- 1)")
  }

  private static func say(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
  }
}

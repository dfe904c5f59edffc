import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Where random numbers come from: the system, or a seed that makes a test repeatable.
public struct RandomSource: RandomNumberGenerator, Sendable {
  private let draw: @Sendable () -> UInt64

  /// The system's secure generator.
  public static let system: RandomSource = {
    let reserve = SystemReserve()
    return RandomSource { reserve.next() }
  }()

  /// The same numbers for the same seed; copies share one sequence.
  ///
  /// Not for secrets.
  ///
  /// Source: SplitMix64, Steele, Lea and Flood, OOPSLA 2014.
  public static func seeded(_ seed: UInt64) -> RandomSource {
    let sequence = SplitMix(seed)
    return RandomSource { sequence.next() }
  }

  /// The next 64 random bits.
  public func next() -> UInt64 {
    draw()
  }
}

/// Numbers of the system's generator, fetched 32 at a time: a call of the kernel for each would cost
/// more than all else that is done to make an id.
private final class SystemReserve: Sendable {
  private let numbers = Mutex<[UInt64]>([])

  func next() -> UInt64 {
    numbers.withLock { numbers in
      if let number = numbers.popLast() { return number }
      var generator = SystemRandomNumberGenerator()
      var fetched = [UInt64](repeating: 0, count: 32)
      // Source: getentropy(3): up to 256 bytes, all or none.
      guard getentropy(&fetched, 256) == 0, let number = fetched.popLast() else {
        return generator.next()
      }
      numbers = fetched
      return number
    }
  }
}

private final class SplitMix: Sendable {
  private let state: Mutex<UInt64>

  init(_ seed: UInt64) {
    state = Mutex(seed)
  }

  func next() -> UInt64 {
    var mixed = state.withLock { state in
      state &+= 0x9E37_79B9_7F4A_7C15
      return state
    }
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

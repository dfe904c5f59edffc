import DovetailTransport
import Testing

@Suite struct RandomSourceTests {
  /// Source: the reference implementation of SplitMix64, prng.di.unimi.it/splitmix64.c.
  @Test(
    arguments: [
      (0, [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F]),
      (
        1_234_567,
        [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
      ),
    ] as [(UInt64, [UInt64])])
  func `a seed gives the numbers of SplitMix64`(seed: UInt64, numbers: [UInt64]) {
    let source = RandomSource.seeded(seed)

    #expect((0..<3).map { _ in source.next() } == numbers)
  }

  @Test func `copies share one sequence`() {
    let source = RandomSource.seeded(0)
    let copy = source
    _ = copy.next()

    #expect(source.next() == 0x6E78_9E6A_A1B9_65F4)
  }

  @Test func `the system's numbers differ`() {
    let numbers = Set((0..<100).map { _ in RandomSource.system.next() })

    #expect(numbers.count == 100)
  }
}

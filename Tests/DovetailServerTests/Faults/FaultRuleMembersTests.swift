import DovetailServer
import DovetailTransport
import Testing

@Suite struct FaultRuleMembersTests {
  @Test func `a rule says what breaks, where, how often and by which seed`() throws {
    let rule = try FaultRule(
      pairs: "effect=failEntries,code=OverLimit,actions=SendMessageBatch,queue=orders,rate=0.5,"
        + "count=3,skip=1,seed=7")
    #expect(rule.effect == .failEntries(.overLimit, .beforeAct))
    #expect(rule.actions == [.send])
    #expect(rule.operations == ["SendMessageBatch"])
    #expect(rule.place == "orders")
    #expect(rule.rate == 0.5)
    #expect(rule.count == 3)
    #expect(rule.skips == 1)
    #expect(rule.seed == 7)
  }

  @Test(arguments: [
    ("throttle", FaultEffect.fail(.throttled, .beforeAct)),
    ("unreachable", .fail(.unreachable, .beforeAct)),
    ("loseRequest", .fail(.outcomeUnknown, .beforeAct)),
    ("loseAnswer", .fail(.outcomeUnknown, .afterAct)),
    ("delay,by=2s", .delay(.seconds(2), .beforeAct)),
    ("delayAnswer,by=2s", .delay(.seconds(2), .afterAct)), ("duplicate", .duplicate),
    ("disorder", .disorder), ("corrupt", .corrupt), ("vanish", .vanish),
    ("fail,code=AWS.SimpleQueueService.NonExistentQueue", .fail(.queueDoesNotExist, .beforeAct)),
    ("fail,code=SlowDown", .fail(.throttled, .beforeAct)),
    ("fail,code=NoSuchKey", .fail(.blobDoesNotExist, .beforeAct)),
  ])
  func `each effect has a name, and errors those of SQS and S3`(text: String, effect: FaultEffect)
    throws
  {
    #expect(try FaultRule(pairs: "effect=\(text)").effect == effect)
  }

  @Test(arguments: [
    "", "effect", "effect=explode", "effect=fail", "effect=fail,code=Nonsense", "effect=delay",
    "effect=throttle,actions=MakeQueue", "effect=duplicate,actions=SendMessage",
    "effect=failEntries,code=OverLimit,actions=CreateQueue", "effect=throttle,actions=send",
    "effect=throttle,rate=2", "effect=throttle,count=-1", "effect=throttle,queue=a b",
    "effect=throttle,queue=a,bucket=b", "effect=throttle,colour=red",
    "effect=failEntries,code=OverLimit,entries=x",
  ])
  func `what is no rule is refused with a sentence`(text: String) {
    let error = #expect(throws: ServerError.self) { try FaultRule(pairs: text) }
    #expect(error?.description.hasSuffix(".") == true)
  }
}

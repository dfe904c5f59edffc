/// What other systems get wrong, by the numbers that the tests of it are named for, and those tests.
///
/// 1a to 1d: TaskIQ with SQS, TaskIQ itself, swift-jobs with SQS, other job systems of Swift. T, W, D, B, H: TaskIQ with
/// SQS, sqs-workers, dramatiq-sqs, its batches, a handler of FIFO tasks.
enum KnownFaults {
  static let tests: [String: [String]] = [
    "1a.1": [
      "T1: a shutdown sends what is held, partial batches too",
      "T2: a shutdown sends more than one batch of what is held",
    ],
    "1a.2": [
      "T4: an entry that its request left out is told to its caller, or sent again"
    ],
    "1a.3": [
      "W4: a request that fails loses nothing; it is made again"
    ],
    "1a.4": [
      "T3: a batch is limited by its bytes as well as its count"
    ],
    "1a.5": [
      "T5: a label that says not to skip batching does not skip it"
    ],
    "1a.6": [
      "1a.6: an idle queue costs three receives a minute"
    ],
    "1a.7": [
      "1a.7: leases are renewed without being asked for, in tens, as long as a body runs"
    ],
    "1a.8": [
      "1a.8: a missing payload stops no queue"
    ],
    "1a.9": [
      "1a.9: what was received and not begun is back in the queue at the end"
    ],
    "1a.10": [
      "1a.10: payloads go with their tasks, and deletes in tens"
    ],
    "1a.11": [
      "1a.11: messages of one group that come together run one after the other"
    ],
    "1a.12": [
      "1a.12: a repeated run on FIFO is swallowed by no de-duplication"
    ],
    "1b.1": [
      "1b.1: a task that fails is not acknowledged, and ends in the dead-letter queue"
    ],
    "1b.2": [
      "1b.2: an unknown name or an unreadable body is never deleted unrun"
    ],
    "1b.3": [
      "1b.3: arguments of a wrong type do not reach the body"
    ],
    "1b.4": [
      "1b.4: a back-off grows by powers, and leaves the label of the delay alone"
    ],
    "1c.1": [
      "1c.1: a repeated task is in its queue once"
    ],
    "1c.2": [
      "1c.2: a task that failed for good is copied before it is deleted"
    ],
    "1c.3": [
      "1c.3: receives wait and bring ten, and nothing piles up in the worker"
    ],
    "1c.4": [
      "1c.4: a message of somebody else ends no worker"
    ],
    "1c.5": [
      "B4: a delay over 15 minutes is kept, not cut"
    ],
    "1d.1": [
      "1d.1: a task has a result, and a failure is a warning"
    ],
    "1d.2": [
      "1d.2: a task whose worker dies in its midst is run by the next"
    ],
    "1d.3": [
      "1d.3: a drain keeps the queue's order, and a delayed task does not stop it"
    ],
    "T1": [
      "T1: a shutdown sends what is held, partial batches too"
    ],
    "T2": [
      "T2: a shutdown sends more than one batch of what is held"
    ],
    "T3": [
      "T3: a batch is limited by its bytes as well as its count"
    ],
    "T4": [
      "T4: an entry that its request left out is told to its caller, or sent again"
    ],
    "T5": [
      "T5: a label that says not to skip batching does not skip it"
    ],
    "T6": [
      "T6: exactly the limit goes by the queue, and a byte more does not"
    ],
    "T7": [
      "T7: a refused read of one body does not keep the others from running",
      "T7: a bad pointer is dead-lettered, and the worker goes on",
      "rule 2: a queue that cannot be received from stops no other, and is tried again",
    ],
    "T8": [
      "T8: a repeated id never overwrites another call's body",
      "1a.10: payloads go with their tasks, and deletes in tens",
    ],
    "T9": [
      "1a.6: an idle queue costs three receives a minute"
    ],
    "T10": [
      "1a.9: what was received and not begun is back in the queue at the end"
    ],
    "T12": [
      "T12: a renewal goes on failing until it succeeds, and then the next ones too"
    ],
    "T13": [
      "T13: a delay for all tasks is refused when a FIFO queue is configured"
    ],
    "T14": [
      "T14: a value that does not encode leaves no waiter hanging"
    ],
    "T15": [
      "T15: the buffer is bounded, and who finds it full waits"
    ],
    "T16": [
      "T16: a retry on a FIFO queue loses nothing and keeps the order",
      "1a.12: a repeated run on FIFO is swallowed by no de-duplication",
    ],
    "W2": [
      "W2: one that fails, one unknown and one unreadable fail no other of their receive"
    ],
    "W3": [
      "W3: de-duplication swallows no letter within 5 minutes, however often it goes back"
    ],
    "W4": [
      "W4: a request that fails loses nothing; it is made again"
    ],
    "W5": [
      "W5: a back-off of fractions, or over 12 hours, is brought to what SQS takes"
    ],
    "W6": [
      "W6: each task is settled when it has ended, not with the rest of its receive"
    ],
    "W7": [
      "W7: a raw message to a FIFO queue has no delay, not even none"
    ],
    "W8": [
      "W8: a baked task is sent by a call that returns its job"
    ],
    "D1": [
      "D1: a worker that died hides its messages for a minute, not for hours",
      "D1: the limit of a message is the queue's own",
    ],
    "B1": [
      "B1: an error while sending hangs nobody"
    ],
    "B2": [
      "B2: attempts are used up, and then the drop is told with its count"
    ],
    "B3": [
      "B3: every form of send passes the middleware, those in batches too"
    ],
    "B4": [
      "B4: a delay over 15 minutes is kept, not cut"
    ],
    "B5": [
      "B5: what is too large is told to its caller, and counted"
    ],
    "B6": [
      "B6: a prefix stands before every name, and nowhere else"
    ],
    "B7": [
      "B7: a slow request holds up no other queue, and no full batch"
    ],
    "B8": [
      "B8: a shutdown sends what waits to be sent again"
    ],
    "H1": [
      "H1: the same batch again adds nothing, also after five minutes"
    ],
    "H2": [
      "rule 5: a worker that restarts goes on counting"
    ],
    "H3": [
      "1c.4: a message of somebody else ends no worker"
    ],
    "H4": [
      "H4: each of many has its own outcome"
    ],
    "H5": [
      "H5: a failed run waits for its back-off, not for the visibility timeout"
    ],
    "H6": [
      "H6: a de-duplication id against the rules is refused"
    ],
    "H8": [
      "a task that has succeeded is not run again when its delete was lost"
    ],
  ]
}

/// The lines of `docs/worker-rules.md`, and the tests that show them.
enum WorkerRules {
  static let tests: [String: [String]] = [
    "1.1": [
      "rule 1: no more is received than there are free permits",
      "rule 1: a receive asks for ten at most",
    ],
    "1.2": [
      "rule 1: a few free permits wait for more for 20 ms, so that batches stay full"
    ],
    "1.3": [
      "rule 1: a parked poll reserves no permit"
    ],
    "1.4": [
      "rule 1: what comes beyond the free permits waits leased, and its queue is not polled"
    ],
    "1.5": [
      "rule 1: a group takes one permit while its head runs",
      "rule 1: a group in back-off holds no permit",
      "rule 1: a call takes one permit, and those that wait for it take none",
      "rule 1: no more calls at once than the queue and the handler allow",
    ],
    "1.6": [
      "rule 1: no receive begins while ten messages are leased for each permit",
      "rule 1: batches that hold all that may be held do not wait for more",
    ],
    "1.7": [
      "rule 1: what receives under way have asked for is no room of the next",
      "rule 1: the permits of a queue are the room of all its receives",
      "rule 1: what other queues' receives have asked for is no room of further ones",
    ],
    "2.1": [
      "rule 2: an idle worker asks each queue once in 20 s",
      "rule 2: a worker that has become idle asks its queue once in 20 s",
    ],
    "2.2": [
      "rule 2: a quiet queue does not slow a busy one, and dead letters are not polled",
      "rule 2: a queue that cannot be received from stops no other, and is tried again",
    ],
    "2.3": [
      "rule 2: a worker that is given queues receives from no others",
      "rule 2: a dead-letter queue that is declared is not polled, unless it is named",
    ],
    "2.4": [
      "rule 2: any handler runs from any queue"
    ],
    "2.5": [
      "rule 2: while receives come back full, more go on at once: 100 tasks begin in three trips",
      "rule 2: a queue whose receives bring one each has many of them, too",
      "rule 2: no more than 16 receives of a queue go on at once",
    ],
    "2.6": [
      "rule 2: receives that bring nothing beside others become as rare as full ones allow"
    ],
    "2.7": [
      "rule 2: a receive beside others waits for a second at most"
    ],
    "2.8": [
      "rule 2: receives that fail at once are one failure, and one is tried after it"
    ],
    "3.1": [
      "rule 3: a running task's visibility is renewed after half of it",
      "rule 3: one request renews the leases of a queue",
      "rule 3: renewals go in tens, those of each queue by themselves",
      "rule 3: a lease is looked at when half of its time has passed",
      "rule 3: messages that wait for their batch keep their leases",
    ],
    "3.2": [
      "rule 3: of a request's entries those that failed for now are renewed again"
    ],
    "3.3": [
      "rule 3: visibilities are whole seconds, rounded up",
      "rule 3: a renewal stays within 12 hours of the receive, less 5 s",
      "rule 3: when the 12 hours are over a lease is not renewed",
      "rule 3: a back-off stays within the 12 hours that SQS hides a message",
    ],
    "3.4": [
      "rule 3: a renewal that fails for now is tried again"
    ],
    "3.5": [
      "rule 3: a renewal that the queue refuses cancels the task",
      "rule 3: a lease that SQS extends no further is held to its end",
    ],
    "3.6": [
      "rule 3: a lease ends 2 s before its visibility, or after three quarters of a short one",
      "rule 3: a lease whose time passes without a renewal is lost",
      "rule 3: a step of the system's time neither ends a lease nor prolongs it",
    ],
    "3.7": [
      "rule 3: a lost task overwrites no result",
      "rule 3: a lost task that had succeeded is deleted all the same",
      "rule 3: a call goes on while one of its messages is held, and ends when none is",
      "rule 3: a message whose lease was lost while it waited is not run",
    ],
    "3.8": [
      "rule 3: bodies that spin on every thread of the pool stop no renewal"
    ],
    "3.9": [
      "rule 3: a blocking body leaves the cooperative pool alone",
      "rule 3: so many bodies block at once as the pool has threads, and no more",
    ],
    "4.1": [
      "rule 4: deletes of tasks that end about together share a request",
      "rule 4: ten deletes do not linger",
      "rule 4: when no body runs nothing lingers",
      "rule 4: a delete that lingers goes at once when the worker stops",
      "rule 4: a step of the system's time holds up no delete",
      "rule 4: a result lingers 5 ms with its delete while other bodies run",
      "rule 4: a result that somebody waits for does not linger",
    ],
    "4.2": [
      "rule 4: an entry that failed is deleted again, those beside it are not"
    ],
    "4.3": [
      "rule 4: a delete that waits for its answer keeps its lease"
    ],
    "4.4": [
      "rule 4: deletes of different groups share a request without a linger"
    ],
    "4.5": [
      "rule 4: the next of a group starts after the delete of the one before"
    ],
    "5.1": [
      "rule 5: a failed run is repeated by visibility, not by sending again",
      "rule 5: the jitter is full",
    ],
    "5.2": [
      "rule 5: a receive is not an attempt",
      "rule 5: a limited task that waits has one attempt and one receive",
      "rule 5: a name that was unknown at first has had no attempt",
      "rule 5: what was given back at a stop has had no attempt",
      "rule 5: followers that are given back behind a failed head have had no attempt",
    ],
    "5.3": [
      "rule 5: exhaustion is decided after a run, never on receipt"
    ],
    "5.4": [
      "rule 5: a failed run is recorded beside the results, and read on later receives only",
      "rule 5: a worker that restarts goes on counting",
    ],
    "5.5": [
      "rule 5: without a store the receive count stands in for the attempts",
      "rule 5: without a store the runs in a lane count too",
      "rule 5: the guide says what an attempt is without a result store",
      "rule 5: runs that Python workers made before count",
    ],
    "5.6": [
      "rule 5: a back-off that would outlast the retention is the end",
      "rule 5: what cannot be run before its queue would drop it is a dead letter",
      "rule 5: a store that is out of order to the end loses no task",
    ],
    "6.1": [
      "rule 6: a group is worked in its order, one at a time, beside other groups",
      "rule 6: a FIFO group stops at its first failure, and the others go on",
      "rule 6: a failed message holds back those behind it, whatever was answered for them",
      "rule 6: a run that does not stay gives back what is behind a failed message",
      "rule 6: groups keep their order while several receives go on at once",
    ],
    "6.2": [
      "rule 6: a failed head is repeated in its lane, and followers are received once",
      "rule 6: beyond five minutes the lane is given back, the head with its back-off",
      "rule 6: a lane in back-off is given back when the worker stops, and loses no attempt",
    ],
    "6.3": [
      "rule 6: when the head is dead-lettered its followers run"
    ],
    "6.4": [
      "rule 6: to lose a follower's lease ends its head too",
      "rule 6: to lose one lease of a group in a call is to lose all of it",
      "rule 6: a delete that comes too late loses the lane",
      "rule 6: to lose one lease of a group in a call is to lose all of it",
    ],
    "6.5": [
      "rule 6: to lose one lease is to lose the lane; nothing more of it starts"
    ],
    "6.6": [
      "rule 6: queues that we declare let SQS move a message only after many receives"
    ],
    "7.1": [
      "rule 7: the dead-letter queue is the one that the queue's redrive policy names"
    ],
    "7.2": [
      "rule 7: the error result is stored, so that no waiter hangs",
      "rule 7: the copy is sent before the message is deleted",
      "rule 7: a message that was lost meanwhile has no copy",
    ],
    "7.3": [
      "rule 7: on FIFO the copy keeps its group, and its id is that of the message"
    ],
    "7.4": [
      "rule 7: the copy says why, from where and after how many runs",
      "rule 7: a reason without room is left out of the copy, and counted",
    ],
    "7.5": [
      "rule 7: while the copy cannot be sent, the rule is retried, not the body"
    ],
    "7.6": [
      "rule 7: a queue without a dead-letter queue is refused at the start",
      "rule 7: discarding stores the error result and deletes",
    ],
    "7.7": [
      "rule 7: what kills its workers is moved by the queue itself"
    ],
    "7.8": [
      "rule 7: a letter goes back to where it came from, and runs again",
      "rule 7: copies of one task are folded into one",
    ],
    "8.1": [
      "rule 8: an unknown name is put off, and dead-lettered after ten receives"
    ],
    "8.2": [
      "rule 8: on FIFO an unknown name holds up its group, as a failed head does"
    ],
    "8.3": [
      "rule 8: a body that cannot be read is dead-lettered at once"
    ],
    "9.1": [
      "rule 9: a pointer to elsewhere in the bucket is not followed",
      "rule 9: a trusted prefix is a whole part of the path",
    ],
    "9.2": [
      "rule 9: a completed task removes its body and leaves a mark",
      "rule 9: nothing is removed or marked before the delete",
      "rule 9: a delete that is not confirmed removes nothing",
      "rule 9: the mark is put before the body is removed",
      "rule 9: without its mark a body is not removed",
    ],
    "9.3": [
      "rule 9: a dead letter keeps its body, and can be pushed back",
      "rule 9: the body of a large task stays where it is while the task hops",
      "rule 9: payload objects stay, and the body comes back whole",
    ],
    "9.4": [
      "rule 9: a second delivery of a done task is a duplicate",
      "rule 9: a missing body is dead-lettered at once, and its waiter told",
    ],
    "9.5": [
      "rule 9: a read that fails is made again later"
    ],
    "10.1": [
      "rule 10: the result is stored before the message is deleted",
      "rule 10: where result and delete are one commit, a worker that died before it leaves neither",
    ],
    "10.2": [
      "rule 10: while the result cannot be stored the lease is held",
      "rule 10: while the result cannot be stored, the body is not run again",
    ],
    "10.3": [
      "rule 10: a value that does not encode is an error result, without a retry"
    ],
    "10.4": [
      "rule 10: a failure that will be retried writes no result"
    ],
    "10.5": [
      "rule 10: a failure leaves a success alone",
      "rule 10: a failure replaces another failure",
      "rule 10: a success that comes between read and write is kept",
      "rule 10: a failure that comes between is replaced in turn",
    ],
    "10.6": [
      "rule 10: a put whose answer was lost is known again"
    ],
    "11.1": [
      "rule 11: a task's own concurrency holds its messages back, not those of others",
      "rule 11: a rate limit spreads the runs over time",
      "rule 11: what waits for its limit is held, and never given back",
      "rule 11: a step of the system's time neither holds up a rate nor hurries it",
      "rule 11: a rate limit counts calls, and a paused task gathers but does not begin",
    ],
    "11.2": [
      "rule 11: the guide says what to do with a tight limit"
    ],
    "11.3": [
      "rule 11: a body that ignores its time-out keeps its permit until it returns",
      "rule 11: a body that ignores its cancellation is reported as stuck until it returns",
    ],
    "12.1": [
      "rule 12: a poll over a network comes to its own end, and what it brings is given back",
      "rule 12: a poll over a network is given up three seconds before the drain ends",
      "rule 12: what several receives bring at the end is given back, and none begins",
    ],
    "12.2": [
      "rule 12: a parked poll of the double ends at once",
      "rule 12: a fast end gives up a poll over a network at once",
      "rule 12: all receives that go on at once end at once on the double",
    ],
    "12.3": [
      "rule 12: what waits for a permit at the end is given back unrun",
      "rule 12: what is being gathered when the worker stops is given back at once",
    ],
    "12.4": [
      "rule 12: what runs at the signal ends under its lease, and keeps its result",
      "rule 12: a task that outlasts the drain is cancelled and given back",
      "rule 12: a call that outlasts the drain is cancelled, and its messages given back",
      "rule 12: a call that runs comes to its end, its results stored and messages deleted",
    ],
    "12.5": [
      "rule 12: what a library makes of a cancellation is no failure of the task"
    ],
    "12.6": [
      "rule 12: results, deletes and what tasks have left to be sent are out at the end"
    ],
    "12.7": [
      "rule 12: a body that ignores its cancellation does not hold up the end",
      "rule 12: a flush that hangs does not hold up the end",
      "rule 12: a call that ignores its cancellation is left behind, its holds run out",
    ],
    "12.8": [
      "rule 12: a second signal changes nothing"
    ],
    "13.1": [
      "rule 13: each decision is logged with its reason, and raises a counter",
      "rule 13: each line has the task's id, name, attempt and queue",
    ],
    "13.2": [
      "rule 13: nothing of arguments, bodies, labels and attributes is told to anybody"
    ],
  ]
}

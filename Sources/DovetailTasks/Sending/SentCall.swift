/// What a job is made of: a call that was sent, and whether there will be a result of it.
struct SentCall: Sendable {
  let id: TaskID
  let keepsResult: Bool
}

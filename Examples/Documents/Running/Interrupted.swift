/// A signal ended a run before all tasks had ended.
struct Interrupted: Error, CustomStringConvertible {
  var description: String {
    "Interrupted. If the queue is in a file that is kept, the same command goes on from here."
  }
}

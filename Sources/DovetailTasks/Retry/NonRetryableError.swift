/// An error after which a task is not run again, because the same call would fail the same way.
///
/// A task's own error conforms to say so: an address that does not exist, a card that is refused.
/// The attempt then is the last, whatever the retry policy says.
public protocol NonRetryableError: Error {}

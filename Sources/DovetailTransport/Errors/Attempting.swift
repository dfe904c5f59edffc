/// Runs a check, and says in its error what was attempted.
package func attempting<Value>(
  _ attempt: String, _ check: () throws(TransportError) -> Value
) throws(TransportError) -> Value {
  do {
    return try check()
  } catch {
    throw error.attempting(attempt)
  }
}

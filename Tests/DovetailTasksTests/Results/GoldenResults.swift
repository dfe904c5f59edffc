import DovetailTasks

/// Objects that taskiq 0.13 stored in S3, as they were captured, and what they mean.
enum GoldenResults {
  static let all: [(object: String, result: TaskResult)] = [
    (
      """
      {"is_err":false,"log":null,"return_value":{"v":7,"u":"é"},"execution_time":0.0,\
      "labels":{"lab":3},"error":null}
      """,
      .success(Array(#"{"v":7,"u":"é"}"#.utf8), executionTime: .zero, labels: ["lab": 3])
    ),
    (
      """
      {"is_err":true,"log":null,"return_value":null,"execution_time":0.0,"labels":{},"error":\
      {"exc_type":"ValueError","exc_message":["bad","X"],"exc_module":"builtins",\
      "exc_cause":null,"exc_context":null,"exc_suppress_context":false}}
      """,
      .failure(
        TaskFailure(type: "ValueError", messages: ["bad", "X"], module: "builtins"),
        executionTime: .zero)
    ),
    (
      """
      {"is_err":true,"log":null,"return_value":null,"execution_time":0.0,"labels":{},"error":\
      {"exc_type":"run.<locals>.MyErr","exc_message":["outer é",{"d":1}],\
      "exc_module":"__main__","exc_cause":{"exc_type":"KeyError","exc_message":["inner"],\
      "exc_module":"builtins","exc_cause":null,"exc_context":null,\
      "exc_suppress_context":false},"exc_context":null,"exc_suppress_context":true}}
      """,
      .failure(
        TaskFailure(
          type: "run.<locals>.MyErr", messages: ["outer é", #"{"d":1}"#], module: "__main__",
          cause: TaskFailure(type: "KeyError", messages: ["inner"], module: "builtins")),
        executionTime: .zero)
    ),
    (
      """
      {"is_err":true,"log":null,"return_value":null,"execution_time":0.22,\
      "labels":{"timeout":0.2},"error":{"exc_type":"TimeoutError","exc_message":[],\
      "exc_module":"builtins","exc_cause":null,"exc_context":{"exc_type":"CancelledError",\
      "exc_message":[],"exc_module":"asyncio.exceptions","exc_cause":null,"exc_context":null,\
      "exc_suppress_context":false},"exc_suppress_context":false}}
      """,
      .failure(
        TaskFailure(
          type: "TimeoutError", messages: [], module: "builtins",
          cause: TaskFailure(
            type: "CancelledError", messages: [], module: "asyncio.exceptions")),
        executionTime: .milliseconds(220), labels: ["timeout": 0.2])
    ),
  ]
}

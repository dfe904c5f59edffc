import DovetailTasks

/// Bodies that taskiq 0.13 sent, as they were captured from the queue, and what they mean.
enum GoldenMessages {
  static let all: [(body: String, message: TaskMessage)] = [
    (
      """
      {"task_id": "14df2ea512e84cec8a59aece1795a4fa", "task_name": "m:add", "labels": \
      {"queue": "tq"}, "labels_types": {"queue": 3}, "args": [1], "kwargs": {"b": 2}}
      """,
      TaskMessage(
        id: "14df2ea512e84cec8a59aece1795a4fa", name: "m:add", labels: ["queue": "tq"],
        arguments: TaskArguments(args: "[1]", kwargs: #"{"b": 2}"#))
    ),
    (
      """
      {"task_id": "custom-id", "task_name": "cap_taskiq:plain", "labels": {"i": "5", "f": "1.5", \
      "t": "True", "s": "\\u00e9\\u2603", "by": "AP8=", "l": "[1, 2]", "n": "None", \
      "priority": "3"}, "labels_types": {"i": 2, "f": 4, "t": 5, "s": 3, "by": 6, "l": 1, "n": 1, \
      "priority": 2}, "args": [{"x": 1, "y": "z"}, {"a": 1, "when": "2024-01-02T03:04:05"}, \
      [1, null, 2.5]], "kwargs": {"k": "uni \\u00e9 \\u2603", "d": {"a": true}}}
      """,
      TaskMessage(
        id: "custom-id", name: "cap_taskiq:plain",
        labels: [
          "i": 5, "f": 1.5, "t": true, "s": "é☃", "by": .bytes([0, 255]), "l": .any("[1, 2]"),
          "n": .any("None"), "priority": 3,
        ],
        arguments: TaskArguments(
          args: """
            [{"x": 1, "y": "z"}, {"a": 1, "when": "2024-01-02T03:04:05"}, [1, null, 2.5]]
            """,
          kwargs: #"{"k": "uni \u00e9 \u2603", "d": {"a": true}}"#))
    ),
    (
      """
      {"task_id": "r", "task_name": "m:f", "labels": {"retry_on_error": "True", "_retries": "1", \
      "delay": "1.2"}, "labels_types": {"retry_on_error": 5, "_retries": 2, "delay": 4}, \
      "args": [], "kwargs": {}}
      """,
      TaskMessage(
        id: "r", name: "m:f", labels: ["retry_on_error": true, "_retries": 1, "delay": 1.2])
    ),
  ]
}

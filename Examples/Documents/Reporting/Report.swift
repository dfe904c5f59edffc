/// What a run found: the same for the same documents, however the run went.
struct Report: CustomStringConvertible {
  var documents: [String]
  var answers: [ExtractField: Answer]

  var description: String {
    """
    \(results)

    \(failures)

    \(summary)
    """
  }

  /// A row a document, a column a field.
  private var results: Table {
    Table(
      columns: [Table.Column(heading: "document", widest: 28)] + Field.allCases.map(\.column),
      rows: documents.map { document in
        [document] + Field.allCases.map { value(document, $0) }
      })
  }

  private func value(_ document: String, _ field: Field) -> String {
    switch answers[ExtractField(document: document, field: field)] {
    case .success(let finding): finding.value
    case .failure: "✗"
    case nil: ""
    }
  }

  /// A row for each document and error.
  private var failures: Table {
    Table(
      columns: [
        Table.Column(heading: "document", widest: 28),
        Table.Column(heading: "fields that failed", widest: 34),
        Table.Column(heading: "error", widest: 70),
      ],
      rows: documents.flatMap { document in
        errors(of: document).map { error, fields in
          let names = fields.map(\.name).joined(separator: ", ")
          return [document, fields.count == Field.allCases.count ? "all" : names, error]
        }
      })
  }

  /// The document's errors in the order of the fields, each with the fields that it struck.
  private func errors(of document: String) -> [(error: String, fields: [Field])] {
    var errors: [(error: String, fields: [Field])] = []
    for field in Field.allCases {
      let answer = answers[ExtractField(document: document, field: field)]
      guard case .failure(let failure) = answer else { continue }
      if let index = errors.firstIndex(where: { $0.error == "\(failure)" }) {
        errors[index].fields.append(field)
      } else {
        errors.append(("\(failure)", [field]))
      }
    }
    return errors
  }

  private var summary: String {
    let findings = answers.values.compactMap { try? $0.get() }
    let repeated = findings.count { $0.attempt > 1 }
    return "\(documents.count) documents, \(answers.count) tasks: \(findings.count) found a value, "
      + "\(repeated) of them at a second attempt; \(answers.count - findings.count) failed."
  }
}

extension Field {
  fileprivate var column: Table.Column {
    switch self {
    case .title: Table.Column(heading: "title", widest: 30)
    case .year: Table.Column(heading: "year", alignment: .trailing)
    case .words: Table.Column(heading: "words", alignment: .trailing)
    case .readingTime: Table.Column(heading: "time", alignment: .trailing)
    case .longestSentence: Table.Column(heading: "longest", alignment: .trailing)
    case .language: Table.Column(heading: "in")
    case .terms: Table.Column(heading: "terms", widest: 34)
    }
  }
}

@_exported public import DovetailAWS
@_exported public import DovetailSQLite
@_exported public import DovetailTasks
@_exported public import DovetailTransport

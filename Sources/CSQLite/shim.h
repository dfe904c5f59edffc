#ifndef DOVETAIL_CSQLITE_SHIM_H
#define DOVETAIL_CSQLITE_SHIM_H

#include <sqlite3.h>

/// sqlite3_db_config is variadic, which Swift cannot call.
static inline int dovetail_sqlite_db_config(sqlite3 *db, int option, int on) {
  return sqlite3_db_config(db, option, on, (int *)0);
}

/// SQLITE_TRANSIENT is a cast macro, which Swift cannot see.
static inline sqlite3_destructor_type dovetail_sqlite_transient(void) {
  return SQLITE_TRANSIENT;
}

#endif

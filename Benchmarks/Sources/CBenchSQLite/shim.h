#ifndef DOVETAIL_CBENCHSQLITE_SHIM_H
#define DOVETAIL_CBENCHSQLITE_SHIM_H

#include <sqlite3.h>

/// SQLITE_STATIC is a cast macro, which Swift cannot see.
static inline sqlite3_destructor_type dovetail_bench_static(void) {
  return SQLITE_STATIC;
}

#endif

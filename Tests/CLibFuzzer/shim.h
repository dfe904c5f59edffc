#ifndef DOVETAIL_CLIBFUZZER_SHIM_H
#define DOVETAIL_CLIBFUZZER_SHIM_H

#include <stddef.h>
#include <stdint.h>

/// Runs libFuzzer from a program that has a `main` of its own.
///
/// Declared here, since no header that compilers bring along does. Source: LLVM documentation, "libFuzzer",
/// section "Using libFuzzer as a library".
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *data, size_t size));

#endif

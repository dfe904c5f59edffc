#ifndef DOVETAIL_COPENSSL_SHIM_H
#define DOVETAIL_COPENSSL_SHIM_H

#include <openssl/evp.h>

#endif

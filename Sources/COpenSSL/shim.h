#ifndef DOVETAIL_COPENSSL_SHIM_H
#define DOVETAIL_COPENSSL_SHIM_H

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#endif

#ifndef DOVETAIL_CTESTTLS_SHIM_H
#define DOVETAIL_CTESTTLS_SHIM_H

#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>

/// A certificate for 127.0.0.1 that vouches for itself, for a day; nil when OpenSSL cannot.
///
/// In C, since the constants and casts of OpenSSL are macros.
static inline X509 *dovetail_test_certificate(EVP_PKEY *key) {
  X509 *certificate = X509_new();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
  X509_set_pubkey(certificate, key);
  X509_NAME *name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"test", -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  X509_EXTENSION *hosts = X509V3_EXT_conf_nid(0, 0, NID_subject_alt_name, "IP:127.0.0.1");
  X509_add_ext(certificate, hosts, -1);
  X509_EXTENSION_free(hosts);
  if (X509_sign(certificate, key, EVP_sha256())) return certificate;
  X509_free(certificate);
  return 0;
}

/// A server's side of TLS with a key and a certificate of its own, which is written to `path` in PEM.
static inline SSL_CTX *dovetail_test_server(const char *path) {
  SSL_CTX *context = SSL_CTX_new(TLS_server_method());
  EVP_PKEY *key = EVP_EC_gen("P-256");
  X509 *certificate = key ? dovetail_test_certificate(key) : 0;
  FILE *file = fopen(path, "w");
  int works = context && certificate && file && PEM_write_X509(file, certificate) &&
              SSL_CTX_use_certificate(context, certificate) && SSL_CTX_use_PrivateKey(context, key);
  if (file) fclose(file);
  X509_free(certificate);
  EVP_PKEY_free(key);
  if (works) return context;
  SSL_CTX_free(context);
  return 0;
}

#endif

#ifndef DOVETAIL_CCURL_SHIM_H
#define DOVETAIL_CCURL_SHIM_H

#include <curl/curl.h>

#ifdef __linux__
// The module Glibc of Swift's leaves it out.
#include <sys/epoll.h>
#endif

// The setopt and getinfo functions of libcurl are variadic, which Swift cannot call: there is one
// function for each type of argument.

static inline CURLcode dovetail_curl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode dovetail_curl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode dovetail_curl_set_pointer(CURL *easy, CURLoption option, const void *value) {
  return curl_easy_setopt(easy, option, value);
}

/// For CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION.
static inline CURLcode dovetail_curl_set_writer(CURL *easy, CURLoption option,
                                                curl_write_callback value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode dovetail_curl_set_reader(CURL *easy, curl_read_callback value) {
  return curl_easy_setopt(easy, CURLOPT_READFUNCTION, value);
}

static inline CURLcode dovetail_curl_set_seeker(CURL *easy, curl_seek_callback value) {
  return curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, value);
}

static inline CURLcode dovetail_curl_set_sockets(CURL *easy, curl_opensocket_callback opener,
                                                 curl_closesocket_callback closer, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
  if (!code) code = curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, context);
  if (!code) code = curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, opener);
  if (!code) code = curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, closer);
  return code;
}

static inline CURLcode dovetail_curl_get_long(CURL *easy, CURLINFO info, long *value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode dovetail_curl_get_offset(CURL *easy, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode dovetail_curl_get_pointer(CURL *easy, CURLINFO info, void **value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLMcode dovetail_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode dovetail_curl_multi_set_callbacks(CURLM *multi, curl_socket_callback socket,
                                                          curl_multi_timer_callback timer,
                                                          void *context) {
  CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
  if (!code) code = curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
  if (!code) code = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, socket);
  if (!code) code = curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, timer);
  return code;
}

static inline CURLSHcode dovetail_curl_share(CURLSH *share, curl_lock_data what) {
  return curl_share_setopt(share, CURLSHOPT_SHARE, what);
}

/// Unpacks the union in CURLMsg; nil when no transfer has ended.
static inline CURL *dovetail_curl_multi_next_ended(CURLM *multi, CURLcode *result) {
  int left = 0;
  for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
    if (message->msg != CURLMSG_DONE) continue;
    *result = message->data.result;
    return message->easy_handle;
  }
  return (CURL *)0;
}

#endif

#ifndef DOVETAIL_CCURL_SHIM_H
#define DOVETAIL_CCURL_SHIM_H

#include <curl/curl.h>

#endif

// What pkg-config would define; SwiftPM takes no macros from it.
#define XMLSEC_CRYPTO_OPENSSL 1
#define XMLSEC_NO_SIZE_T
#define XMLSEC_NO_CRYPTO_DYNAMIC_LOADING 1
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlsave.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <xmlsec/buffer.h>
#include <xmlsec/crypto.h>
#include <xmlsec/errors.h>
#include <xmlsec/io.h>
#include <xmlsec/templates.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlenc.h>
#include <xmlsec/xmlsec.h>
#include <xmlsec/xmltree.h>

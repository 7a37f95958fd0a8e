#include "text.h"
#include <pthread.h>
#include <stdlib.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

static UTransliterator *transliterator;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/// Opening one costs milliseconds: each process does it when it first meets a letter that is not ASCII.
static void open_transliterator(void) {
  static const UChar rules[] = u"Russian-Latin/BGN; Any-Latin; NFKD; Latin-ASCII; [:Nonspacing Mark:] Remove";
  UErrorCode status = U_ZERO_ERROR;
  transliterator = utrans_openU(rules, -1, UTRANS_FORWARD, NULL, -1, NULL, &status);
}

long shim_ascii(const char *text, size_t length, char *result, size_t capacity) {
  pthread_once(&once, open_transliterator);
  if (!transliterator || length > 1 << 24) return -1;
  UErrorCode status = U_ZERO_ERROR;
  // One ideogram may become several letters.
  int32_t room = (int32_t)length * 16 + 16, count = 0, written = 0;
  UChar *characters = malloc(sizeof(UChar) * (size_t)room);
  if (!characters) return -1;
  u_strFromUTF8(characters, room, &count, text, (int32_t)length, &status);
  int32_t limit = count;
  if (U_SUCCESS(status)) utrans_transUChars(transliterator, characters, &count, room, 0, &limit, &status);
  if (U_SUCCESS(status)) u_strToUTF8(result, (int32_t)capacity, &written, characters, count, &status);
  free(characters);
  return U_SUCCESS(status) ? written : -1;
}

#pragma once
#include <stddef.h>

/// The text in letters of ASCII: other alphabets as they are read (ICU, `Any-Latin; Latin-ASCII`, Russian by BGN), marks left out. What has no such letters
/// stays. Answers the UTF-8 bytes written, at most `capacity`, or -1 when it did not fit or the text is not UTF-8.
long shim_ascii(const char *text, size_t length, char *result, size_t capacity);

/* stdin, stdout and stderr, and the list of all streams that exit flushes. */
#include "stream.h"

static FILE standard_error = {2, STREAM_WRITABLE | STREAM_UNBUFFERED};
static FILE standard_output = {1, STREAM_WRITABLE, .newer = &standard_error};
static FILE standard_input = {0, STREAM_READABLE, .newer = &standard_output};

FILE *stdin = &standard_input;
FILE *stdout = &standard_output;
FILE *stderr = &standard_error;
FILE *__streams = &standard_input;

/* Where printf's text goes. */
#include <string.h>
#include "format.h"
#include "stream.h"
#include "../string/reserved.h"

void __sink_put(struct sink *sink, const char *from, size_t count)
{
    sink->total += count;
    if (sink->stream) {
        if (__put(sink->stream, from, count) != count)
            sink->failed = 1;
        return;
    }
    if (count > sink->room)
        count = sink->room;
    sink->to = __mempcpy(sink->to, from, count);
    sink->room -= count;
}

void __sink_pad(struct sink *sink, char with, long count)
{
    char row[16];
    memset(row, with, sizeof row);
    for (; count > 0; count -= sizeof row)
        __sink_put(sink, row, count < (long)sizeof row ? count : (long)sizeof row);
}

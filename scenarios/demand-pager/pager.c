// A pager in a few lines: frames, pages, and a rule for who has to leave. Arguments: the rule, or all of them; one or more
// numbers of frames (34 means 3, then 4); and the pages in the order in which they are used.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { most_frames = 8, major_us = 80 };

// One frame: which page it holds, when that page came, when it was used last, and whether it was used since the hand came by.
struct frame {
    int page, came, used, referenced;
};

static struct frame frames[most_frames];
static int frame_count, filled, hand;

static int fifo_victim(void) {
    int victim = 0;
    for (int i = 1; i < frame_count; i++) {
        if (frames[i].came < frames[victim].came) {
            victim = i;
        }
    }
    return victim;
}

static int lru_victim(void) {
    int victim = 0;
    for (int i = 1; i < frame_count; i++) {
        if (frames[i].used < frames[victim].used) {
            victim = i;
        }
    }
    return victim;
}

static int clock_victim(void) {
    while (frames[hand].referenced) {
        frames[hand].referenced = 0;
        hand = (hand + 1) % frame_count;
    }
    int victim = hand;
    hand = (hand + 1) % frame_count;
    return victim;
}

// The best that there is: it looks into the future, and evicts the page that is needed last.
static int opt_victim(const char *future) {
    int victim = 0;
    size_t furthest = 0;
    for (int i = 0; i < frame_count; i++) {
        const char *next = strchr(future, frames[i].page);
        size_t distance = next == NULL ? strlen(future) + 1 : (size_t)(next - future);
        if (distance > furthest) {
            furthest = distance;
            victim = i;
        }
    }
    return victim;
}

static int victim_of(const char *rule, const char *future) {
    switch (rule[0]) {
    case 'l': return lru_victim();
    case 'c': return clock_victim();
    case 'o': return opt_victim(future);
    default: return fifo_victim();
    }
}

static struct frame *find(int page) {
    for (int i = 0; i < filled; i++) {
        if (frames[i].page == page) {
            return &frames[i];
        }
    }
    return NULL;
}

static void run(const char *rule, int count, const char *order) {
    int hits = 0, major = 0;
    frame_count = count;
    filled = hand = 0;
    for (int now = 0; order[now] != 0; now++) {
        struct frame *frame = find(order[now]);
        if (frame != NULL) {
            hits++;
        } else {
            major++;
            frame = filled < frame_count ? &frames[filled++] : &frames[victim_of(rule, order + now + 1)];
            frame->page = order[now];
            frame->came = now;
        }
        frame->used = now;
        frame->referenced = 1;
    }
    printf("%s with %d frames: major %d, hits %d, micros %d\n", rule, count, major, hits, major * major_us);
}

int main(int argc, char **argv) {
    static const char *const all[] = {"fifo", "clock", "lru", "opt"};
    const char *rule = argc > 1 ? argv[1] : "fifo";
    const char *counts = argc > 2 ? argv[2] : "4";
    const char *order = argc > 3 ? argv[3] : "12341513";
    for (int i = 0; counts[i] != 0; i++) {
        for (int each = 0; each < 4; each++) {
            if (strcmp(rule, "all") == 0 || strcmp(rule, all[each]) == 0) {
                run(all[each], counts[i] - '0', order);
            }
        }
    }
    return 0;
}

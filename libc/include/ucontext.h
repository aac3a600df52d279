/* Registers as values: what a signal interrupted, and stacks of one's own to run functions on. */
#ifndef _UCONTEXT_H
#define _UCONTEXT_H

#include <sys/ucontext.h>

int getcontext(ucontext_t *context);
int setcontext(const ucontext_t *context);
int swapcontext(ucontext_t *from, const ucontext_t *to);
void makecontext(ucontext_t *context, void (*function)(void), int count, ...);

#endif

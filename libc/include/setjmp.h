/* Jumping out of calls, with or without the signal mask. */
#ifndef _SETJMP_H
#define _SETJMP_H

#include <signal.h>

typedef struct {
    unsigned long rbx, rbp, r12, r13, r14, r15, rsp, rip;
    long mask_saved;
    sigset_t mask;
} jmp_buf[1];
typedef jmp_buf sigjmp_buf;

int setjmp(jmp_buf place);
int _setjmp(jmp_buf place);
void longjmp(jmp_buf place, int value);
void _longjmp(jmp_buf place, int value);
int sigsetjmp(sigjmp_buf place, int save_mask);
void siglongjmp(sigjmp_buf place, int value);

#define setjmp(place) setjmp(place)
#define sigsetjmp(place, save_mask) sigsetjmp(place, save_mask)

#endif

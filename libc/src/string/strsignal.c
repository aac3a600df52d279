/* Signals in words: those of glibc. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

static const char *text_of(int number)
{
    switch (number) {
    case SIGHUP: return "Hangup";
    case SIGINT: return "Interrupt";
    case SIGQUIT: return "Quit";
    case SIGILL: return "Illegal instruction";
    case SIGTRAP: return "Trace/breakpoint trap";
    case SIGABRT: return "Aborted";
    case SIGBUS: return "Bus error";
    case SIGFPE: return "Floating point exception";
    case SIGKILL: return "Killed";
    case SIGUSR1: return "User defined signal 1";
    case SIGSEGV: return "Segmentation fault";
    case SIGUSR2: return "User defined signal 2";
    case SIGPIPE: return "Broken pipe";
    case SIGALRM: return "Alarm clock";
    case SIGTERM: return "Terminated";
    case SIGSTKFLT: return "Stack fault";
    case SIGCHLD: return "Child exited";
    case SIGCONT: return "Continued";
    case SIGSTOP: return "Stopped (signal)";
    case SIGTSTP: return "Stopped";
    case SIGTTIN: return "Stopped (tty input)";
    case SIGTTOU: return "Stopped (tty output)";
    case SIGURG: return "Urgent I/O condition";
    case SIGXCPU: return "CPU time limit exceeded";
    case SIGXFSZ: return "File size limit exceeded";
    case SIGVTALRM: return "Virtual timer expired";
    case SIGPROF: return "Profiling timer expired";
    case SIGWINCH: return "Window changed";
    case SIGIO: return "I/O possible";
    case SIGPWR: return "Power failure";
    case SIGSYS: return "Bad system call";
    }
    return NULL;
}

char *strsignal(int number)
{
    static char unknown[32];
    const char *text = text_of(number);
    if (text)
        return (char *)text;
    if (number >= SIGRTMIN && number <= SIGRTMAX)
        snprintf(unknown, sizeof unknown, "Real-time signal %d", number - SIGRTMIN);
    else
        snprintf(unknown, sizeof unknown, "Unknown signal %d", number);
    return unknown;
}

void psignal(int number, const char *prefix)
{
    if (prefix && *prefix)
        fprintf(stderr, "%s: %s\n", prefix, strsignal(number));
    else
        fprintf(stderr, "%s\n", strsignal(number));
}

#include "compiler/absent.hpp"

#include <algorithm>
#include <iterator>

namespace faultline::compiler {
namespace {

struct Absent {
    std::string_view name;
    std::string_view why;
};

constexpr Absent absent_headers[] = {
    {"pthread.h", "the machine has no threads; use fork()"},
    {"threads.h", "the machine has no threads; use fork()"},
    {"stdatomic.h", "the compiler has no atomic types; __sync_fetch_and_add() and its kin are there"},
    {"sys/socket.h", "the machine has no network"},
    {"netinet/in.h", "the machine has no network"},
    {"arpa/inet.h", "the machine has no network"},
    {"netdb.h", "the machine has no network"},
    {"complex.h", "the compiler has no complex numbers"},
    {"fenv.h", "the processor always rounds to nearest"},
    {"sys/un.h", "the machine has no network"},
    {"sys/epoll.h", "the machine has poll() and select() instead"},
    {"sys/eventfd.h", "the machine has no eventfd; use a pipe"},
    {"sys/timerfd.h", "the machine has no timerfd; use setitimer()"},
    {"sys/signalfd.h", "the machine has no signalfd; use sigwaitinfo()"},
    {"sys/inotify.h", "the machine does not watch files"},
    {"sys/ptrace.h", "the machine has no ptrace(); the lab itself steps through programs"},
    {"sys/ipc.h", "the machine has no System V IPC; use mmap() with MAP_SHARED, or shm_open()"},
    {"sys/shm.h", "the machine has no shmget(); use mmap() with MAP_SHARED, or shm_open()"},
    {"sys/sem.h", "the machine has no semget(); use <semaphore.h>"},
    {"sys/msg.h", "the machine has no msgget(); use a pipe"},
    {"mqueue.h", "the machine has no message queues; use a pipe"},
    {"sys/file.h", "the machine has no file locks"},
    {"linux/userfaultfd.h", "the machine has no userfaultfd; a SIGSEGV handler can do much of its work"},
    {"linux/perf_event.h", "the machine has no perf_event_open(); use getrusage()"},
    {"immintrin.h", "the compiler has no vector types"},
    {"emmintrin.h", "the compiler has no vector types"},
    {"regex.h", "Faultline's C library has no regular expressions"},
    {"spawn.h", "Faultline's C library has no posix_spawn(); use fork() and exec"},
    {"termios.h", "the terminal's settings cannot be changed"},
    {"windows.h", "it belongs to Windows; the machine runs Linux"},
    {"conio.h", "it belongs to Windows; the machine runs Linux"},
    {"iostream", "it belongs to C++; this is a C compiler"},
    {"string", "it belongs to C++; in C it is <string.h>"},
    {"vector", "it belongs to C++; this is a C compiler"},
    {"cstdio", "it belongs to C++; in C it is <stdio.h>"},
    {"cstdlib", "it belongs to C++; in C it is <stdlib.h>"},
};

/// Functions that people know from elsewhere.
constexpr Absent absent_functions[] = {
    {"popen", "the machine has no shell; use pipe(), fork() and exec"},
    {"system", "the machine has no shell; use fork() and exec"},
    {"gets", "C has no gets() any more; use fgets()"},
    {"pthread_create", "the machine has no threads; use fork()"},
    {"socket", "the machine has no network"},
    {"epoll_create1", "the machine has poll() and select() instead"},
    {"ptrace", "the machine has no ptrace()"},
    {"shmget", "the machine has no System V IPC; use mmap() with MAP_SHARED, or shm_open()"},
    {"semget", "the machine has no System V IPC; use <semaphore.h>"},
    {"flock", "the machine has no file locks"},
    {"clone", "the machine has no threads; use fork()"},
    {"userfaultfd", "the machine has no userfaultfd"},
    {"perf_event_open", "the machine has no performance counters; use getrusage()"},
    {"itoa", "C has no itoa(); use snprintf()"},
    {"getch", "it belongs to Windows; use getchar()"},
};

/// Words of other languages, and of a newer C.
constexpr Absent absent_words[] = {
    {"_Atomic", "the compiler has no atomic types; __sync_fetch_and_add() and its kin are there"},
    {"_Thread_local", "the machine has no threads"},
    {"__thread", "the machine has no threads"},
    {"__int128", "the compiler has no integers of 128 bits"},
    {"constexpr", "in C it is `const`, or a #define"},
    {"nullptr", "in C it is `NULL`"},
    {"new", "in C it is malloc()"},
    {"delete", "in C it is free()"},
    {"class", "in C it is `struct`"},
    {"namespace", "it belongs to C++; this is a C compiler"},
    {"using", "it belongs to C++; this is a C compiler"},
    {"template", "it belongs to C++; this is a C compiler"},
    {"cout", "in C it is printf()"},
    {"cin", "in C it is scanf()"},
    {"string", "in C text is an array of `char`, or a `char *`"},
    {"elif", "in C it is `else if`"},
    {"elsif", "in C it is `else if`"},
    {"elseif", "in C it is `else if`"},
    {"then", "C has no such word: the statement follows the parentheses"},
    {"begin", "in C it is `{`"},
    {"var", "in C a variable begins with its type"},
    {"let", "in C a variable begins with its type"},
    {"def", "in C a function begins with the type of its result"},
    {"function", "in C a function begins with the type of its result"},
    {"None", "in C it is `NULL`"},
    {"True", "in C it is `true`, of <stdbool.h>"},
    {"False", "in C it is `false`, of <stdbool.h>"},
    {"include", "a `#` is missing before it"},
    {"define", "a `#` is missing before it"},
};

template <typename Table>
std::string why_absent(const Table& table, std::string_view wanted) {
    const auto found =
        std::find_if(std::begin(table), std::end(table), [&](const Absent& each) { return each.name == wanted; });
    return found == std::end(table) ? "" : std::string(found->why);
}

struct Pasted {
    std::string_view bytes;
    char meant;
};

constexpr Pasted pasted[] = {
    {"\u201c", '"'}, {"\u201d", '"'}, {"\u2018", '\''}, {"\u2019", '\''},
    {"\u2013", '-'}, {"\u2212", '-'}, {"\u00a0", ' '},
};

}  // namespace

std::string why_no_header(std::string_view header) { return why_absent(absent_headers, header); }
std::string why_no_function(std::string_view function) { return why_absent(absent_functions, function); }
std::string why_no_word(std::string_view word) { return why_absent(absent_words, word); }

char typewriter_character(std::string_view text) {
    const auto found = std::find_if(std::begin(pasted), std::end(pasted), [&](const Pasted& each) {
        return text.find(each.bytes) != std::string_view::npos;
    });
    return found == std::end(pasted) ? '\0' : found->meant;
}

}  // namespace faultline::compiler

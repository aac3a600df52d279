/* Messages about errors, with the program's name, on standard error. */
#ifndef _ERR_H
#define _ERR_H

void warn(const char *format, ...);
void warnx(const char *format, ...);
void err(int status, const char *format, ...);
void errx(int status, const char *format, ...);

#endif

/* errno is a plain variable: there is one thread. */
int errno;

long __result(long answer)
{
    if ((unsigned long)answer <= -4096UL)
        return answer;
    errno = (int)-answer;
    return -1;
}

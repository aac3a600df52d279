/* What the CPU bench runs, compiled by TCC: a sort, a sieve, a hash, calls and doubles; no system call but the last. */
typedef unsigned long u64;

static int numbers[1000];
static char sieve[50000];
static double left[24][24], right[24][24], product[24][24];

static int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

static void sort(unsigned seed) {
    int i, j;
    for (i = 0; i < 1000; i++) {
        seed = seed * 1103515245u + 12345u;
        numbers[i] = (int)(seed >> 8);
    }
    for (i = 0; i < 1000; i++) {
        for (j = 0; j + 1 < 1000 - i; j++) {
            if (numbers[j] > numbers[j + 1]) {
                int t = numbers[j];
                numbers[j] = numbers[j + 1];
                numbers[j + 1] = t;
            }
        }
    }
}

static int primes(void) {
    int i, j, found = 0;
    for (i = 0; i < 50000; i++) sieve[i] = 1;
    for (i = 2; i < 50000; i++) {
        if (!sieve[i]) continue;
        found++;
        for (j = 2 * i; j < 50000; j += i) sieve[j] = 0;
    }
    return found;
}

static double multiply(void) {
    int i, j, k;
    for (i = 0; i < 24; i++) {
        for (j = 0; j < 24; j++) {
            left[i][j] = i + j * 0.5;
            right[i][j] = i - j * 0.25;
        }
    }
    for (i = 0; i < 24; i++) {
        for (j = 0; j < 24; j++) {
            double sum = 0;
            for (k = 0; k < 24; k++) sum += left[i][k] * right[k][j];
            product[i][j] = sum;
        }
    }
    return product[3][7];
}

static u64 hash(void) {
    u64 h = 1;
    int i;
    for (i = 0; i < 200000; i++) {
        h ^= (u64)i;
        h *= 1099511628211ul;
        h ^= h >> 29;
    }
    return h;
}

void _start(void) {
    u64 total = 0;
    int round;
    for (round = 0; round < ROUNDS; round++) {
        sort((unsigned)round);
        total += (u64)numbers[500] + (u64)primes() + (u64)(long)multiply() + hash() + (u64)fibonacci(20);
    }
    /* exit(total): the result is used, and the run ends. */
    __asm__ volatile("syscall" : : "a"(60), "D"(total & 127) : "rcx", "r11", "memory");
}

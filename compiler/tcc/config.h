/* What TCC's own configure script would write. The paths are never used: every file comes from compiler/tcc_host.h. */
#define TCC_VERSION "0.9.27"
#define CONFIG_TCCDIR "/faultline"
#define CONFIG_TCC_SEMLOCK 0 /* one compilation at a time */

/* Included by TCC (setup/patches) where it defines its memory functions. */
#define malloc faultline_host_malloc
#define realloc faultline_host_realloc
#define free faultline_host_free

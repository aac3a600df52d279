/* Memory that malloc promised and nobody touched; then one byte a page. Waits for Enter twice. */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    size_t size = 100 * 1024 * 1024, at;
    char *memory = malloc(size);
    printf("promised %p\n", (void *)memory);
    getchar();
    for (at = 0; at < size; at += 4096)
        memory[at] = 'A';
    printf("touched\n");
    getchar();
    free(memory);
    return 0;
}

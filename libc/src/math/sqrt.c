/* Square roots: the processor's own, written as bytes (sqrtsd and sqrtss of xmm0) because the assembler lacks the names. */
asm(".text\n"
    ".globl sqrt\n"
    "sqrt:\n"
    "    .byte 0xf2, 0x0f, 0x51, 0xc0\n"
    "    ret\n"
    ".globl sqrtf\n"
    "sqrtf:\n"
    "    .byte 0xf3, 0x0f, 0x51, 0xc0\n"
    "    ret\n");

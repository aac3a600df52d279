__asm__(
    ".section .rodata\n"
    ".balign 16\n"
    ".global faultline_worker_image\n"
    "faultline_worker_image:\n"
    ".incbin \"" FAULTLINE_WORKER
    "\"\n"
    ".global faultline_worker_image_end\n"
    "faultline_worker_image_end:\n"
    ".byte 0\n"
    ".text\n");

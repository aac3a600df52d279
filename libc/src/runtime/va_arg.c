/* va_arg as TCC calls it: an argument of a given class (0 general registers, 1 vector registers, 2 memory), size and
   alignment. Vector registers are saved 16 bytes apart but only their low halves are used, so an argument that took two of
   them is put together in the first one's place. */
void *__va_arg(__builtin_va_list list, int class, int size, int align)
{
    char *found;
    size = (size + 7) & ~7;
    if (class == 0 && list->gp_offset + size <= 48) {
        found = list->reg_save_area + list->gp_offset;
        list->gp_offset += size;
        return found;
    }
    if (class == 1 && list->fp_offset + 2 * size <= 176) {
        found = list->reg_save_area + list->fp_offset;
        if (size == 16)
            ((double *)found)[1] = ((double *)found)[2];
        list->fp_offset += 2 * size;
        return found;
    }
    if (align < 8)
        align = 8;
    found = (char *)(((unsigned long)list->overflow_arg_area + align - 1) & -(unsigned long)align);
    list->overflow_arg_area = found + size;
    return found;
}

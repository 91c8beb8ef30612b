/* memory: how the process gets its memory from the system.
 *
 * malloc, calloc and realloc of the whole process are replaced as well; nothing else is to be called for that. Used by
 * main.
 */
#ifndef VISNYK_APP_MEMORY_H
#define VISNYK_APP_MEMORY_H

/* To be called first. */
void memory_begin(void);

#endif

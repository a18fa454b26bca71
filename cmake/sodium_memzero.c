/* The one function that libsodium's SHA-256 wants of its utils, which need a platform to build. */
#include <stddef.h>
#include <string.h>

void sodium_memzero(void* const memory, const size_t size) {
  memset(memory, 0, size);
  __asm__ volatile("" : : "r"(memory) : "memory");
}

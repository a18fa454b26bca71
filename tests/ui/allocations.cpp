// Counting operator new for the whole program. Apart from those who ask, since the compiler takes
// the pair for a mismatch once it sees both through one function.
#include "tests/ui/allocations.h"

#include <cstdlib>
#include <new>

namespace {
long count = 0;
}

void* operator new(std::size_t size) {
  ++count;
  if (void* made = std::malloc(size == 0 ? 1 : size)) {
    return made;
  }
  std::abort();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

long saimnieks::tests::allocations() { return count; }

// SPDX-License-Identifier: GPL-3.0-or-later
// The client's heap: whatever is given back is overwritten first, whoever gives it back. Passwords pass
// through libraries that know nothing of secrets (the bus of accessibility, the connection to the X server,
// Qt), and nobody else can wipe their copies.
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <malloc.h>

extern "C" {

void* __libc_malloc(size_t size);
void __libc_free(void* memory);

void free(void* memory) {
    if (memory != nullptr) {
        const int kept = errno;
        explicit_bzero(memory, malloc_usable_size(memory));
        errno = kept;
    }
    __libc_free(memory);
}

// The library's own would leave the old place as it was.
void* realloc(void* memory, size_t size) {
    if (memory == nullptr) {
        return __libc_malloc(size);
    }
    const size_t before = malloc_usable_size(memory);
    if (size != 0 && size <= before && size >= before / 2) {
        return memory;
    }
    void* moved = __libc_malloc(size);
    if (moved != nullptr) {
        std::memcpy(moved, memory, before < size ? before : size);
        free(memory);
    }
    return moved;
}

} // extern "C"

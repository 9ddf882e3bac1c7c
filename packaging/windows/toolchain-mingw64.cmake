# SPDX-License-Identifier: GPL-3.0-or-later
# Cross-builds for Windows 10/11 x64 with Debian's mingw-w64 (posix threads: std::thread and std::mutex are there).
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(KAOMON_TRIPLET x86_64-w64-mingw32)
set(CMAKE_C_COMPILER ${KAOMON_TRIPLET}-gcc-posix)
set(CMAKE_CXX_COMPILER ${KAOMON_TRIPLET}-g++-posix)
set(CMAKE_RC_COMPILER ${KAOMON_TRIPLET}-windres)
set(CMAKE_FIND_ROOT_PATH /usr/${KAOMON_TRIPLET})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
# GCC does not align the Win64 stack to 32 bytes (GCC bug 54412): vector moves must bear that.
set(CMAKE_CXX_FLAGS_INIT "-Wa,-muse-unaligned-vector-move")
set(kaomon_hardening "-Wl,--dynamicbase,--nxcompat,--high-entropy-va")
set(CMAKE_EXE_LINKER_FLAGS_INIT "${kaomon_hardening}")
set(CMAKE_SHARED_LINKER_FLAGS_INIT "${kaomon_hardening}")
set(CMAKE_MODULE_LINKER_FLAGS_INIT "${kaomon_hardening}")
# Tests run under Wine, each with a time limit of its own.
set(CMAKE_CROSSCOMPILING_EMULATOR ${CMAKE_CURRENT_LIST_DIR}/wine/run-test)

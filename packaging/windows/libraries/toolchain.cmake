# SPDX-License-Identifier: GPL-3.0-or-later
# For other people's libraries: the tool chain of the project, the folder that is being filled, and no Wine, under which
# their configuration would run its tries.
include(${CMAKE_CURRENT_LIST_DIR}/../toolchain-mingw64.cmake)
list(APPEND CMAKE_FIND_ROOT_PATH $ENV{KAOMON_WINDOWS_PREFIX})
set(CMAKE_C_FLAGS_INIT "${CMAKE_CXX_FLAGS_INIT}")
unset(CMAKE_CROSSCOMPILING_EMULATOR)

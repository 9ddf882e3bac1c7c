# SPDX-License-Identifier: GPL-3.0-or-later
# What is built for Windows so far: the parts that need no Qt. Everything is linked statically, because a library that
# LogonUI loads must bring its runtime along.
find_path(KAOMON_EXPECTED_DIR tl/expected.hpp PATHS /usr/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)
# The header alone: the folder it lies in is full of Linux's own.
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/host-headers)
file(CREATE_LINK ${KAOMON_EXPECTED_DIR}/tl ${PROJECT_BINARY_DIR}/host-headers/tl SYMBOLIC)
add_library(tl::expected INTERFACE IMPORTED)
target_include_directories(tl::expected INTERFACE ${PROJECT_BINARY_DIR}/host-headers)

target_compile_definitions(kaomon_flags INTERFACE
    UNICODE _UNICODE NOMINMAX WIN32_LEAN_AND_MEAN WINVER=0x0A00 _WIN32_WINNT=0x0A00 NTDDI_VERSION=0x0A000000)

add_subdirectory(libcore/base)
add_subdirectory(libcore/localipc)
add_subdirectory(enduser-client/logon/windows)
if(KAOMON_BUILD_TESTS)
    add_subdirectory(tests/windows)
endif()

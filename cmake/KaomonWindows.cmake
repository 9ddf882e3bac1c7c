# SPDX-License-Identifier: GPL-3.0-or-later
# What is built for Windows so far: the logon provider, which needs no Qt, and, where cross-built libraries are at hand, the
# lower part of libcore with its tests.
set(KAOMON_WINDOWS_PREFIX "$ENV{KAOMON_WINDOWS_PREFIX}" CACHE PATH
    "folder with Qt 6.4 (Core, Test) and libsodium, built with the same tool chain; empty: only what needs none of it")
find_path(KAOMON_EXPECTED_DIR tl/expected.hpp PATHS /usr/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)
# The header alone: the folder it lies in is full of Linux's own.
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/host-headers)
file(CREATE_LINK ${KAOMON_EXPECTED_DIR}/tl ${PROJECT_BINARY_DIR}/host-headers/tl SYMBOLIC)
add_library(tl::expected INTERFACE IMPORTED)
target_include_directories(tl::expected INTERFACE ${PROJECT_BINARY_DIR}/host-headers)

target_compile_definitions(kaomon_flags INTERFACE
    UNICODE _UNICODE NOMINMAX WIN32_LEAN_AND_MEAN WINVER=0x0A00 _WIN32_WINNT=0x0A00 NTDDI_VERSION=0x0A000000)

if(KAOMON_WINDOWS_PREFIX)
    list(APPEND CMAKE_FIND_ROOT_PATH ${KAOMON_WINDOWS_PREFIX})
    set(QT_HOST_PATH /usr CACHE PATH "where moc and the other tools of the building machine's own Qt are")
    set(QT_HOST_PATH_CMAKE_DIR /usr/lib/${CMAKE_HOST_SYSTEM_PROCESSOR}-linux-gnu/cmake CACHE PATH "its CMake files")
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test PATHS ${KAOMON_WINDOWS_PREFIX})
    find_library(KAOMON_SODIUM sodium REQUIRED)
    find_path(KAOMON_SODIUM_DIR sodium.h REQUIRED)
    add_library(PkgConfig::sodium INTERFACE IMPORTED)
    target_include_directories(PkgConfig::sodium INTERFACE ${KAOMON_SODIUM_DIR})
    target_link_libraries(PkgConfig::sodium INTERFACE ${KAOMON_SODIUM})
else()
    message(STATUS "KAOMON_WINDOWS_PREFIX is empty: libcore above localipc is not built for Windows")
endif()

add_subdirectory(libcore/base)
add_subdirectory(libcore/localipc)
add_subdirectory(enduser-client/logon/windows)
if(KAOMON_WINDOWS_PREFIX)
    add_subdirectory(libcore/domain)
    add_subdirectory(libcore/crypto)
endif()
if(KAOMON_BUILD_TESTS)
    add_subdirectory(tests/windows)
    if(KAOMON_WINDOWS_PREFIX)
        add_subdirectory(tests/unit/base)
        add_subdirectory(tests/unit/crypto)
    endif()
endif()

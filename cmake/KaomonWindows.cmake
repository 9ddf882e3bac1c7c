# SPDX-License-Identifier: GPL-3.0-or-later
# What is built for Windows so far: the logon provider, which needs no Qt, and, where cross-built libraries are at hand
# (packaging/windows/build-libraries), libcore with its tests, and the console.
#
# Of Debian's packages for the building machine, the headers that are the same everywhere; the folder they lie in is full of
# Linux's own.
function(kaomon_host_headers name probe)
    find_path(KAOMON_HOST_${name} ${probe} PATHS /usr/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)
    file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/host-headers)
    file(CREATE_LINK ${KAOMON_HOST_${name}}/${name} ${PROJECT_BINARY_DIR}/host-headers/${name} SYMBOLIC)
endfunction()
kaomon_host_headers(tl tl/expected.hpp)
add_library(tl::expected INTERFACE IMPORTED)
target_include_directories(tl::expected INTERFACE ${PROJECT_BINARY_DIR}/host-headers)

target_compile_definitions(kaomon_flags INTERFACE
    UNICODE _UNICODE NOMINMAX WIN32_LEAN_AND_MEAN WINVER=0x0A00 _WIN32_WINNT=0x0A00 NTDDI_VERSION=0x0A000000)

add_subdirectory(libcore/base)
if(KAOMON_WINDOWS_PREFIX)
    include(KaomonWindowsLibraries)
    foreach(leaf domain exchange photoarchive crypto wire vault applogin diagnostics)
        add_subdirectory(libcore/${leaf})
    endforeach()
else()
    message(STATUS "KAOMON_WINDOWS_PREFIX is empty: of libcore only base and localipc are built for Windows, and no console")
endif()
add_subdirectory(libcore/localipc)
add_subdirectory(enduser-client/logon/windows)
if(KAOMON_WINDOWS_PREFIX)
    foreach(leaf localstore client models)
        add_subdirectory(libcore/${leaf})
    endforeach()
    add_subdirectory(translations)
    add_subdirectory(libcore/ui)
    add_subdirectory(admin-console)
    add_subdirectory(apps/admin-console)
endif()
if(KAOMON_BUILD_TESTS)
    add_subdirectory(tests/windows)
    if(KAOMON_WINDOWS_PREFIX)
        foreach(group base domain exchange photoarchive crypto wire vault applogin diagnostics localstore client models ui)
            add_subdirectory(tests/unit/${group})
        endforeach()
    endif()
endif()

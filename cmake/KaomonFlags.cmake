# SPDX-License-Identifier: GPL-3.0-or-later
# All compile flags of the suite live in one INTERFACE target, so that no leaf invents its own.
add_library(kaomon_flags INTERFACE)
add_library(Kaomon::Flags ALIAS kaomon_flags)
target_compile_features(kaomon_flags INTERFACE cxx_std_20)
if(MSVC) # not built here: packaging/windows/README.md
    target_compile_options(kaomon_flags INTERFACE /W4 /permissive- /utf-8 /Zc:__cplusplus /Zc:preprocessor /EHsc /bigobj /guard:cf
        $<$<BOOL:${KAOMON_WARNINGS_AS_ERRORS}>:/WX>)
    target_link_options(kaomon_flags INTERFACE /guard:cf)
else()
    target_compile_options(kaomon_flags INTERFACE
        -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual
        -fstack-protector-strong $<$<BOOL:${KAOMON_WARNINGS_AS_ERRORS}>:-Werror>)
endif()
target_compile_definitions(kaomon_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_FOREACH
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400)
# GCC 12 reports overlapping copies in std::string assignments that are none (GCC bug 105329).
target_compile_options(kaomon_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(NOT KAOMON_SANITIZE AND NOT MSVC)
    target_compile_definitions(kaomon_flags INTERFACE $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2>)
endif()
if(KAOMON_SANITIZE)
    target_compile_options(kaomon_flags INTERFACE -fsanitize=${KAOMON_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(kaomon_flags INTERFACE -fsanitize=${KAOMON_SANITIZE})
endif()
if(KAOMON_FUZZ)
    target_compile_options(kaomon_flags INTERFACE -fsanitize=fuzzer-no-link)
    target_link_options(kaomon_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
# The code of a test runs once: the compiler need not take long over it.
add_library(kaomon_test_flags INTERFACE)
add_library(Kaomon::TestFlags ALIAS kaomon_test_flags)
target_compile_options(kaomon_test_flags INTERFACE $<$<CONFIG:Release>:-O1>)
if(WIN32 AND NOT MSVC)
    target_link_options(kaomon_flags INTERFACE -fstack-protector-strong) # its run-time library is one of its own there
elseif(NOT WIN32)
    target_link_options(kaomon_flags INTERFACE -Wl,-z,relro,-z,now)
endif()
# mold links the many test programs several times faster than GNU ld; where it is not installed the default linker serves.
find_program(KAOMON_MOLD mold)
if(KAOMON_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT CMAKE_CROSSCOMPILING)
    target_link_options(kaomon_flags INTERFACE -fuse-ld=mold)
endif()

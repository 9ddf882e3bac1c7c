# SPDX-License-Identifier: GPL-3.0-or-later
# Helpers that give every library, program and test the same flags and the same shape.

# kaomon_library(<folder-name> ROOT <include root> SOURCES ... PUBLIC ... PRIVATE ... [QT] [OWN_FLAGS])
# makes the static library kaomon_<name> with the alias Kaomon::<name>. Public headers are those listed in SOURCES;
# link PRIVATE whatever only the .cpp files see, so that a forbidden include does not compile elsewhere.
# OWN_FLAGS for one that is compiled with flags which the precompiled headers were not (KaomonPrecompiled.cmake).
function(kaomon_library name)
    cmake_parse_arguments(ARG "QT;OWN_FLAGS" "ROOT" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(kaomon_${name} STATIC ${ARG_SOURCES})
    add_library(Kaomon::${name} ALIAS kaomon_${name})
    target_include_directories(kaomon_${name} PUBLIC ${ARG_ROOT})
    target_link_libraries(kaomon_${name} PUBLIC ${ARG_PUBLIC} PRIVATE Kaomon::Flags ${ARG_PRIVATE})
    if(ARG_QT)
        set_target_properties(kaomon_${name} PROPERTIES AUTOMOC ON AUTORCC ON)
    endif()
    if(ARG_QT AND NOT ARG_OWN_FLAGS)
        kaomon_share_headers(kaomon_${name} kaomon_qt_headers)
    elseif(NOT ARG_OWN_FLAGS)
        kaomon_share_headers(kaomon_${name} kaomon_headers)
    endif()
endfunction()

# kaomon_program(<target> OUTPUT <file name> SOURCES ... LIBRARIES ...)
function(kaomon_program target)
    cmake_parse_arguments(ARG "QT" "OUTPUT" "SOURCES;LIBRARIES" ${ARGN})
    add_executable(${target} ${ARG_SOURCES})
    set_target_properties(${target} PROPERTIES OUTPUT_NAME ${ARG_OUTPUT})
    target_link_libraries(${target} PRIVATE Kaomon::Flags ${ARG_LIBRARIES})
    if(ARG_QT)
        set_target_properties(${target} PROPERTIES AUTOMOC ON AUTORCC ON)
    endif()
endfunction()

# kaomon_test(<tst_name> SOURCES ... LIBRARIES ... [LABELS ...] [TIMEOUT s] [ENVIRONMENT ...] [NO_KEYWORDS] [BESIDE ...])
# One Qt Test program per subject; runs offscreen, in its own process, with warnings and asserts on.
# NO_KEYWORDS for one that uses Asio, which has functions named like Qt's keywords. BESIDE: a command of the building
# machine that runs the program of another system, with arguments of its own in front.
function(kaomon_test name)
    cmake_parse_arguments(ARG "NO_KEYWORDS" "TIMEOUT" "SOURCES;LIBRARIES;LABELS;ENVIRONMENT;BESIDE" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    target_link_libraries(${name} PRIVATE Kaomon::Flags Kaomon::TestFlags Qt6::Test ${ARG_LIBRARIES})
    if(ARG_NO_KEYWORDS)
        target_compile_definitions(${name} PRIVATE QT_NO_KEYWORDS)
    endif()
    kaomon_share_test_headers(${name})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    if(WIN32) # Qt Test prints nothing into a pipe under Wine
        set(report ${PROJECT_BINARY_DIR}/tests/${name}.txt)
        set(report_arguments -o ${report},txt)
        list(APPEND ARG_ENVIRONMENT KAOMON_TEST_REPORT=${report} KAOMON_WINDOWS_PREFIX=${KAOMON_WINDOWS_PREFIX}
            KAOMON_WINEPREFIX=${PROJECT_BINARY_DIR}/wineprefix)
        list(APPEND ARG_LABELS windows)
    endif()
    if(ARG_BESIDE)
        add_test(NAME ${name} COMMAND ${ARG_BESIDE} ${CMAKE_CROSSCOMPILING_EMULATOR} $<TARGET_FILE:${name}> ${report_arguments})
    else()
        add_test(NAME ${name} COMMAND ${name} ${report_arguments})
    endif()
    set_tests_properties(${name} PROPERTIES
        TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;KAOMON_SOURCE_DIR=${PROJECT_SOURCE_DIR};KAOMON_BUILD_DIR=${PROJECT_BINARY_DIR};${ARG_ENVIRONMENT}")
endfunction()

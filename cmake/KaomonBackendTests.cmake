# SPDX-License-Identifier: GPL-3.0-or-later
# kaomon_backend_tests(<target> [TIMEOUT s]) registers one program twice: on SQLite and on a private PostgreSQL cluster.
function(kaomon_backend_tests target)
    cmake_parse_arguments(ARG "" "TIMEOUT" "" ${ARGN})
    target_link_libraries(${target} PRIVATE Kaomon::TestFlags)
    get_target_property(definitions ${target} COMPILE_DEFINITIONS)
    if(NOT "QT_NO_KEYWORDS" IN_LIST definitions) # the shared headers were read with Qt's keywords
        kaomon_share_headers(${target} kaomon_test_headers)
    endif()
    foreach(backend sqlite postgresql)
        add_test(NAME ${target}_${backend} COMMAND ${target})
        set_tests_properties(${target}_${backend} PROPERTIES
            TIMEOUT ${ARG_TIMEOUT} LABELS "${backend}"
            ENVIRONMENT "LC_ALL=C.UTF-8;KAOMON_TEST_BACKEND=${backend};KAOMON_SOURCE_DIR=${PROJECT_SOURCE_DIR};KAOMON_BUILD_DIR=${PROJECT_BINARY_DIR}")
    endforeach()
endfunction()

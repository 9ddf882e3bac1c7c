# SPDX-License-Identifier: GPL-3.0-or-later
# kaomon_backend_tests(<target> [TIMEOUT s] [OWNER]) registers one program twice: on SQLite and on a private PostgreSQL cluster, there
# in the role of the servers in a database that is migrated; OWNER: in the role that owns an empty database.
function(kaomon_backend_tests target)
    cmake_parse_arguments(ARG "OWNER" "TIMEOUT" "" ${ARGN})
    target_link_libraries(${target} PRIVATE Kaomon::TestFlags)
    kaomon_share_test_headers(${target})
    set(role server)
    if(ARG_OWNER)
        set(role owner)
    endif()
    add_dependencies(${target} kaomonctl) # makes that database
    foreach(backend sqlite postgresql)
        add_test(NAME ${target}_${backend} COMMAND ${target})
        set_tests_properties(${target}_${backend} PROPERTIES
            TIMEOUT ${ARG_TIMEOUT} LABELS "${backend}"
            ENVIRONMENT "LC_ALL=C.UTF-8;KAOMON_TEST_BACKEND=${backend};KAOMON_TEST_DATABASE_ROLE=${role};KAOMON_SOURCE_DIR=${PROJECT_SOURCE_DIR};KAOMON_BUILD_DIR=${PROJECT_BINARY_DIR}")
    endforeach()
endfunction()

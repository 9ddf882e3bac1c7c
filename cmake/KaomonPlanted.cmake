# SPDX-License-Identifier: GPL-3.0-or-later
# kaomon_wrap(<target> SYMBOL...): the linker puts the target's own __wrap_SYMBOL in front of each function.
function(kaomon_wrap target)
    foreach(symbol ${ARGN})
        target_link_options(${target} PRIVATE "LINKER:--wrap=${symbol}")
    endforeach()
endfunction()

# kaomon_notice_test(<case> <fault> <class::function> TARGET <program> [BACKEND b] [CLASSES c] [SERVER s] [TIMEOUT s])
# The planted fault is noticed: that function of the Qt Test program fails. CLASSES: only these of a suite; SERVER:
# the target whose program serves instead of the ordinary one.
function(kaomon_notice_test case fault expected)
    cmake_parse_arguments(ARG "" "TARGET;BACKEND;CLASSES;SERVER;TIMEOUT" "ARGUMENTS" ${ARGN})
    set(test soak_${case}_notices_${fault})
    set(labels soak)
    set(environment "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;KAOMON_SOURCE_DIR=${PROJECT_SOURCE_DIR}"
        "KAOMON_BUILD_DIR=${PROJECT_BINARY_DIR};KAOMON_TEST_PLANT=${fault}")
    if(ARG_BACKEND)
        string(APPEND test _${ARG_BACKEND})
        list(APPEND labels ${ARG_BACKEND})
        list(APPEND environment KAOMON_TEST_BACKEND=${ARG_BACKEND})
    endif()
    if(ARG_CLASSES)
        list(APPEND environment KAOMON_TEST_CLASSES=${ARG_CLASSES})
    endif()
    if(ARG_SERVER)
        list(APPEND environment KAOMON_TEST_SERVER=$<TARGET_FILE:${ARG_SERVER}>)
    endif()
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 300)
    endif()
    add_test(NAME ${test} COMMAND ${PROJECT_SOURCE_DIR}/tests/support/qt_case.py --name ${case} --expect ${expected} --
        $<TARGET_FILE:${ARG_TARGET}> ${ARG_ARGUMENTS})
    set_tests_properties(${test} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${labels}" ENVIRONMENT "${environment}")
endfunction()

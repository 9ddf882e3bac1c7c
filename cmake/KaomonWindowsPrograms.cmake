# SPDX-License-Identifier: GPL-3.0-or-later
# What every program with windows carries: the icon and what it declares of itself to Windows. An object of its own, since the
# compiler of resources does not know the flags of the others.
set(KAOMON_ICON ${PROJECT_BINARY_DIR}/kaomon.ico)
if(CMAKE_HOST_WIN32)
    find_program(KAOMON_PYTHON NAMES python3 python py REQUIRED)
else()
    set(KAOMON_PYTHON /usr/bin/python3)
endif()
add_custom_command(OUTPUT ${KAOMON_ICON}
    COMMAND ${KAOMON_PYTHON} ${PROJECT_SOURCE_DIR}/packaging/windows/resources/make-icon
        ${PROJECT_SOURCE_DIR}/resources/icons/kaomon.png ${KAOMON_ICON}
    DEPENDS ${PROJECT_SOURCE_DIR}/packaging/windows/resources/make-icon ${PROJECT_SOURCE_DIR}/resources/icons/kaomon.png)
if(MSVC)
    add_link_options(/MANIFEST:NO) # it is among those resources
endif()
add_library(kaomon_program_resources OBJECT ${PROJECT_SOURCE_DIR}/packaging/windows/resources/program.rc ${KAOMON_ICON})
target_include_directories(kaomon_program_resources PRIVATE ${PROJECT_BINARY_DIR} ${PROJECT_SOURCE_DIR}/packaging/windows/resources)
string(REPLACE "." "," version_numbers ${PROJECT_VERSION})
target_compile_definitions(kaomon_program_resources PRIVATE KAOMON_VERSION_NUMBERS=${version_numbers},0)
set_source_files_properties(${PROJECT_SOURCE_DIR}/packaging/windows/resources/program.rc PROPERTIES
    OBJECT_DEPENDS "${KAOMON_ICON};${PROJECT_SOURCE_DIR}/packaging/windows/resources/program.manifest")

# kaomon_windows_program(<target>): one with windows, not one for a console.
function(kaomon_windows_program target)
    set_target_properties(${target} PROPERTIES WIN32_EXECUTABLE ON)
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:kaomon_program_resources>)
endfunction()

# SPDX-License-Identifier: GPL-3.0-or-later
# The libraries of KAOMON_WINDOWS_PREFIX, under the names that KaomonDependencies.cmake gives those of Debian.
list(APPEND CMAKE_FIND_ROOT_PATH ${KAOMON_WINDOWS_PREFIX})
set(QT_HOST_PATH /usr CACHE PATH "where moc and the other tools of the building machine's own Qt are")
set(QT_HOST_PATH_CMAKE_DIR /usr/lib/${CMAKE_HOST_SYSTEM_PROCESSOR}-linux-gnu/cmake CACHE PATH "its CMake files")
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Network Sql Test Widgets PATHS ${KAOMON_WINDOWS_PREFIX})
# As in KaomonDependencies.cmake: Qt Test tells each program its folders, with which no precompiled header is taken.
get_target_property(test_definitions Qt6::Test INTERFACE_COMPILE_DEFINITIONS)
list(FILTER test_definitions EXCLUDE REGEX "QT_TESTCASE_(BUILD|SOURCE)DIR")
set_target_properties(Qt6::Test PROPERTIES INTERFACE_COMPILE_DEFINITIONS "${test_definitions}")
find_package(Qt6Multimedia 6.4 REQUIRED PATHS ${KAOMON_WINDOWS_PREFIX})
find_package(OpenCV 4.6 REQUIRED COMPONENTS core imgproc imgcodecs dnn PATHS ${KAOMON_WINDOWS_PREFIX})
find_package(dlib 19.24 REQUIRED PATHS ${KAOMON_WINDOWS_PREFIX})
find_package(Threads REQUIRED)
find_package(Qt6WebSockets 6.4 QUIET PATHS ${KAOMON_WINDOWS_PREFIX})
if(NOT TARGET Qt6::WebSockets)
    message(STATUS "no Qt WebSockets in ${KAOMON_WINDOWS_PREFIX}: changes are noticed by requests that wait")
endif()
find_package(Qt6LinguistTools 6.4 REQUIRED PATHS ${QT_HOST_PATH_CMAKE_DIR} NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH)

# kaomon_cross_library(<target> LIBRARIES file... HEADER file [DEFINITIONS ...] [NEEDS ...])
function(kaomon_cross_library target)
    cmake_parse_arguments(ARG "" "HEADER" "LIBRARIES;DEFINITIONS;NEEDS" ${ARGN})
    string(MAKE_C_IDENTIFIER ${target} name)
    find_path(KAOMON_DIR_${name} ${ARG_HEADER} REQUIRED)
    add_library(${target} INTERFACE IMPORTED GLOBAL)
    target_include_directories(${target} INTERFACE ${KAOMON_DIR_${name}})
    target_compile_definitions(${target} INTERFACE ${ARG_DEFINITIONS})
    foreach(library ${ARG_LIBRARIES})
        find_library(KAOMON_LIB_${name}_${library} ${library} REQUIRED)
        target_link_libraries(${target} INTERFACE ${KAOMON_LIB_${name}_${library}})
    endforeach()
    target_link_libraries(${target} INTERFACE ${ARG_NEEDS})
endfunction()
kaomon_cross_library(PkgConfig::sodium LIBRARIES sodium HEADER sodium.h)
find_library(KAOMON_ZLIB NAMES libz.a REQUIRED)
kaomon_cross_library(PkgConfig::libarchive LIBRARIES archive HEADER archive_entry.h DEFINITIONS LIBARCHIVE_STATIC
    NEEDS ${KAOMON_ZLIB} bcrypt)
kaomon_cross_library(PkgConfig::icu_uc LIBRARIES icuuc HEADER unicode/unorm2.h DEFINITIONS U_STATIC_IMPLEMENTATION)
kaomon_cross_library(PkgConfig::qrencode LIBRARIES qrencode HEADER qrencode.h)
kaomon_cross_library(PkgConfig::re2 LIBRARIES re2 HEADER re2/re2.h)

# Of Boost only headers are used; its JSON library is one that can be compiled into the program.
kaomon_host_headers(boost boost/version.hpp)
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/boost/json.cpp CONTENT "#include <boost/json/src.hpp>\n")
add_library(kaomon_boost_json STATIC ${PROJECT_BINARY_DIR}/boost/json.cpp)
target_include_directories(kaomon_boost_json SYSTEM PUBLIC ${PROJECT_BINARY_DIR}/host-headers)
target_compile_definitions(kaomon_boost_json PUBLIC BOOST_ALL_NO_LIB)
add_library(Boost::json ALIAS kaomon_boost_json)

# The reader of command lines is headers only.
kaomon_host_headers(CLI CLI/CLI.hpp)
add_library(CLI11::CLI11 INTERFACE IMPORTED)
target_include_directories(CLI11::CLI11 SYSTEM INTERFACE ${PROJECT_BINARY_DIR}/host-headers)

# What every program with windows carries: the icon and what it declares of itself to Windows. An object of its own, since the
# compiler of resources does not know the flags of the others.
set(KAOMON_ICON ${PROJECT_BINARY_DIR}/kaomon.ico)
add_custom_command(OUTPUT ${KAOMON_ICON}
    COMMAND /usr/bin/python3 ${PROJECT_SOURCE_DIR}/packaging/windows/resources/make-icon
        ${PROJECT_SOURCE_DIR}/resources/icons/kaomon.png ${KAOMON_ICON}
    DEPENDS ${PROJECT_SOURCE_DIR}/packaging/windows/resources/make-icon ${PROJECT_SOURCE_DIR}/resources/icons/kaomon.png)
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

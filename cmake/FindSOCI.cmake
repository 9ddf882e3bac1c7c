# SPDX-License-Identifier: GPL-3.0-or-later
# Debian's libsoci-dev ships no CMake package: gives SOCI::core, SOCI::sqlite3 and SOCI::postgresql and checks the version.
find_path(SOCI_INCLUDE_DIR soci/soci.h)
find_library(SOCI_CORE_LIBRARY soci_core)
find_library(SOCI_SQLITE3_LIBRARY soci_sqlite3)
find_library(SOCI_POSTGRESQL_LIBRARY soci_postgresql)
find_package(PostgreSQL QUIET)

if(SOCI_INCLUDE_DIR AND EXISTS ${SOCI_INCLUDE_DIR}/soci/version.h)
    file(STRINGS ${SOCI_INCLUDE_DIR}/soci/version.h _soci_version REGEX "define SOCI_LIB_VERSION ")
    string(REGEX REPLACE ".*\"([0-9]+)_([0-9]+)_?([0-9]*)\".*" "\\1.\\2.\\3" SOCI_VERSION "${_soci_version}")
    string(REGEX REPLACE "\\.$" "" SOCI_VERSION "${SOCI_VERSION}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(SOCI
    REQUIRED_VARS SOCI_CORE_LIBRARY SOCI_SQLITE3_LIBRARY SOCI_POSTGRESQL_LIBRARY SOCI_INCLUDE_DIR
    VERSION_VAR SOCI_VERSION)

if(SOCI_FOUND AND NOT TARGET SOCI::core)
    add_library(SOCI::core UNKNOWN IMPORTED)
    set_target_properties(SOCI::core PROPERTIES IMPORTED_LOCATION ${SOCI_CORE_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${SOCI_INCLUDE_DIR})
    foreach(backend sqlite3 postgresql)
        string(TOUPPER ${backend} _upper)
        add_library(SOCI::${backend} UNKNOWN IMPORTED)
        set_target_properties(SOCI::${backend} PROPERTIES IMPORTED_LOCATION ${SOCI_${_upper}_LIBRARY}
            INTERFACE_LINK_LIBRARIES SOCI::core)
    endforeach()
    # the PostgreSQL header of SOCI includes libpq-fe.h
    target_include_directories(SOCI::postgresql SYSTEM INTERFACE ${PostgreSQL_INCLUDE_DIRS})
endif()
mark_as_advanced(SOCI_INCLUDE_DIR SOCI_CORE_LIBRARY SOCI_SQLITE3_LIBRARY SOCI_POSTGRESQL_LIBRARY)

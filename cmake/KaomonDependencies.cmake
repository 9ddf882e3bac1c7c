# SPDX-License-Identifier: GPL-3.0-or-later
# Every third-party library with its minimum version, found in one place. Debian 12 ships all of them.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium>=1.0.18)
find_package(tl-expected REQUIRED)

set(KAOMON_BOOST_VERSION 1.81)
find_package(Boost ${KAOMON_BOOST_VERSION} REQUIRED COMPONENTS json)

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Network WebSockets Sql Multimedia Widgets Test LinguistTools)
# Qt Test tells each program its folders by macros, for QFINDTESTDATA, which no test here uses. With them ccache knows no
# test of another checkout again.
get_target_property(test_definitions Qt6::Test INTERFACE_COMPILE_DEFINITIONS)
list(FILTER test_definitions EXCLUDE REGEX "QT_TESTCASE_(BUILD|SOURCE)DIR")
set_target_properties(Qt6::Test PROPERTIES INTERFACE_COMPILE_DEFINITIONS "${test_definitions}")
find_package(OpenCV 4.6 REQUIRED COMPONENTS core imgproc imgcodecs dnn)
find_package(dlib 19.24 REQUIRED)
find_package(date 3.0 REQUIRED)
pkg_check_modules(libarchive REQUIRED IMPORTED_TARGET libarchive>=3.6)
pkg_check_modules(icu_uc REQUIRED IMPORTED_TARGET icu-uc>=72)
pkg_check_modules(oath REQUIRED IMPORTED_TARGET liboath>=2.6.7)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)

if(KAOMON_BUILD_SERVER)
    find_package(OpenSSL 3.0 REQUIRED)
    find_package(SOCI 4.0.3 REQUIRED)
    find_package(SQLite3 3.40 REQUIRED)
    find_package(PostgreSQL REQUIRED)
    find_package(CLI11 2.1 REQUIRED)
    find_package(CURL 7.88 REQUIRED)
endif()
if(KAOMON_BUILD_CONSOLE)
    find_package(Qt6Keychain 0.13 REQUIRED)
    pkg_check_modules(qrencode REQUIRED IMPORTED_TARGET libqrencode>=4.1)
endif()
if(KAOMON_BUILD_BENCH)
    find_package(benchmark 1.7 REQUIRED)
endif()

# SPDX-License-Identifier: GPL-3.0-or-later
# Every third-party library with its minimum version, found in one place. Debian 12 ships all of them.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium>=1.0.18)
find_package(tl-expected REQUIRED)

set(KAOMON_BOOST_VERSION 1.81)
find_package(Boost ${KAOMON_BOOST_VERSION} REQUIRED COMPONENTS json)

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Network Sql Multimedia Widgets Test LinguistTools)
find_package(OpenCV 4.6 REQUIRED COMPONENTS core imgproc imgcodecs dnn)
find_package(dlib 19.24 REQUIRED)
pkg_check_modules(icu_uc REQUIRED IMPORTED_TARGET icu-uc>=72)

if(KAOMON_BUILD_SERVER)
    find_package(OpenSSL 3.0 REQUIRED)
    find_package(SOCI 4.0.3 REQUIRED)
    find_package(SQLite3 3.40 REQUIRED)
    find_package(PostgreSQL REQUIRED)
    find_package(CLI11 2.1 REQUIRED)
endif()
if(KAOMON_BUILD_CONSOLE)
    find_package(Qt6Keychain 0.13 REQUIRED)
    pkg_check_modules(qrencode REQUIRED IMPORTED_TARGET libqrencode>=4.1)
endif()
if(KAOMON_BUILD_BENCH)
    find_package(benchmark 1.7 REQUIRED)
endif()

# SPDX-License-Identifier: GPL-3.0-or-later
# Half of the time that this tree takes to compile goes into reading the headers of the standard library and of Qt. With
# KAOMON_PRECOMPILE they are compiled once for each set of flags. Presets without it (dev and those of the sanitizers)
# show where a file uses a header that it does not include.
option(KAOMON_PRECOMPILE "compile the headers of the standard library and of Qt once" OFF)
# A target whose flags differ (OpenMP, threads) reads the same headers as text.
set(CMAKE_PCH_WARN_INVALID OFF)

set(kaomon_standard_headers
    <algorithm> <array> <atomic> <chrono> <cmath> <condition_variable> <cstdint> <cstring> <deque> <filesystem> <fstream>
    <functional> <iostream> <map> <memory> <mutex> <optional> <random> <ranges> <set> <span> <sstream> <string>
    <string_view> <thread> <tuple> <unordered_map> <utility> <variant> <vector>)
set(kaomon_qt_headers
    <QByteArray> <QCoreApplication> <QDateTime> <QFile> <QFuture> <QHash> <QList> <QObject> <QPointer> <QPromise> <QString>
    <QStringList> <QTimer> <QUrl> <QVariant>)

# kaomon_precompiled(<name> HEADERS ... [LIBRARIES ...]) makes the target whose headers others share.
function(kaomon_precompiled name)
    cmake_parse_arguments(ARG "" "" "HEADERS;LIBRARIES" ${ARGN})
    set(source ${PROJECT_BINARY_DIR}/precompiled/${name}.cpp)
    if(NOT EXISTS ${source})
        file(WRITE ${source} "")
    endif()
    add_library(${name} OBJECT ${source})
    target_link_libraries(${name} PRIVATE Kaomon::Flags ${ARG_LIBRARIES})
    target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
endfunction()

# kaomon_share_headers(<target> <name of kaomon_precompiled>)
function(kaomon_share_headers target precompiled)
    if(KAOMON_PRECOMPILE)
        target_precompile_headers(${target} REUSE_FROM ${precompiled})
        # ccache knows a file by the first. The others warn of overflows inside std::string that are none (GCC bug 105329):
        # a precompiled header is not known as the system's. The presets of the sanitizers leave these warnings on.
        target_compile_options(${target} PRIVATE
            $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess -Wno-stringop-overflow -Wno-array-bounds>)
    endif()
endfunction()

if(KAOMON_PRECOMPILE)
    kaomon_precompiled(kaomon_headers HEADERS ${kaomon_standard_headers})
    kaomon_precompiled(kaomon_qt_headers HEADERS ${kaomon_standard_headers} ${kaomon_qt_headers} LIBRARIES Qt6::Core)
    if(KAOMON_BUILD_TESTS)
        kaomon_precompiled(kaomon_test_headers HEADERS ${kaomon_standard_headers} ${kaomon_qt_headers} <QTest>
            LIBRARIES Qt6::Test Kaomon::TestFlags)
    endif()
endif()

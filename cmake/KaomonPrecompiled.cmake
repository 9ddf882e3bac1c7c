# SPDX-License-Identifier: GPL-3.0-or-later
# Half of the time that this tree takes to compile goes into reading the headers of the standard library and of Qt. With
# KAOMON_PRECOMPILE they are compiled once for each set of flags. Presets without it (dev and those of the sanitizers)
# show where a file uses a header that it does not include.
option(KAOMON_PRECOMPILE "compile the headers of the standard library and of Qt once" OFF)
# GCC takes no precompiled header where a macro that those headers ask for is defined otherwise, and reads all of them as
# text instead, without a word. So <QTest>, which asks which of Qt's libraries are linked, is there
# only by what it includes, and a target with flags of its own shares none: OpenMP, -pthread of a pkg-config file, -fPIE.
set(CMAKE_PCH_WARN_INVALID OFF)

set(kaomon_standard_headers
    <algorithm> <array> <atomic> <chrono> <cmath> <condition_variable> <cstdint> <cstring> <deque> <filesystem> <fstream>
    <functional> <iostream> <map> <memory> <mutex> <optional> <random> <ranges> <set> <span> <sstream> <string>
    <string_view> <thread> <tuple> <unordered_map> <utility> <variant> <vector>)
set(kaomon_qt_headers
    <QByteArray> <QCoreApplication> <QDateTime> <QFile> <QFuture> <QHash> <QList> <QObject> <QPointer> <QPromise> <QString>
    <QStringList> <QTimer> <QUrl> <QVariant>)

set(kaomon_test_headers
    <QAbstractItemModel> <QBitArray> <QCborArray> <QCborMap> <QCborValue> <QPoint> <QRect> <QSharedPointer> <QSize>
    <QTemporaryDir> <QThread> <QUuid> <QtTest/qbenchmark.h> <QtTest/qtestcase.h> <QtTest/qtestdata.h>)

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
            $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess -Wno-stringop-overflow -Wno-array-bounds>
            $<$<BOOL:${WIN32}>:-Wno-stringop-overread>)
    endif()
endfunction()

# kaomon_share_test_headers(<target>), after its definitions
function(kaomon_share_test_headers target)
    get_target_property(definitions ${target} COMPILE_DEFINITIONS)
    if("QT_NO_KEYWORDS" IN_LIST definitions)
        kaomon_share_headers(${target} kaomon_test_headers_no_keywords)
    else()
        kaomon_share_headers(${target} kaomon_test_headers)
    endif()
    set_target_properties(${target} PROPERTIES PCH_WARN_INVALID ON)
    # what moc made of a test is in its own source; the file that is left is empty
    set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${target}_autogen/mocs_compilation.cpp PROPERTIES
        SKIP_PRECOMPILE_HEADERS ON)
endfunction()

if(KAOMON_PRECOMPILE)
    kaomon_precompiled(kaomon_headers HEADERS ${kaomon_standard_headers})
    kaomon_precompiled(kaomon_qt_headers HEADERS ${kaomon_standard_headers} ${kaomon_qt_headers} LIBRARIES Qt6::Core)
    if(KAOMON_BUILD_TESTS)
        kaomon_precompiled(kaomon_test_headers HEADERS ${kaomon_standard_headers} ${kaomon_qt_headers}
            ${kaomon_test_headers} LIBRARIES Qt6::Test Kaomon::TestFlags)
        # Asio has functions named like Qt's keywords
        kaomon_precompiled(kaomon_test_headers_no_keywords HEADERS ${kaomon_standard_headers} ${kaomon_qt_headers}
            ${kaomon_test_headers} LIBRARIES Qt6::Test Kaomon::TestFlags)
        target_compile_definitions(kaomon_test_headers_no_keywords PRIVATE QT_NO_KEYWORDS)
    endif()
endif()

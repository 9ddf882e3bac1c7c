# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by build-libraries: how each library is made. A part is called in an empty folder; `source_of PACKAGE` unpacks the
# Debian source package and leaves its folder in $source. Everything goes into $prefix.
triplet=x86_64-w64-mingw32
mingw=/usr/$triplet

# In this order: the later ones use the earlier ones.
all_parts="png jpeg protobuf sqlite sodium archive icu re2 qrencode dlib qtbase qtwebsockets qtmultimedia opencv"

cmake_build() { # FOLDER OPTION...
    local folder=$1
    shift
    cmake -G Ninja -S "$folder" -B build -DCMAKE_TOOLCHAIN_FILE="$recipe/toolchain.cmake" -DCMAKE_BUILD_TYPE=Release \
        -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_PREFIX_PATH="$prefix" "$@"
    ninja -C build -j "$jobs"
    ninja -C build install
}

configure_host() { ./configure --host=$triplet CC=$triplet-gcc-posix CXX=$triplet-g++-posix --prefix="$prefix" "$@"; }

options_off() { printf -- '-D%s=OFF ' "$@"; }

part_png() {
    source_of libpng1.6
    cmake_build "$source" -DPNG_SHARED=OFF -DPNG_TESTS=OFF -DPNG_EXECUTABLES=OFF
}

part_jpeg() {
    source_of libjpeg-turbo
    cmake_build "$source" -DENABLE_SHARED=OFF -DWITH_TURBOJPEG=OFF
}

part_protobuf() { # of the same version as the building machine's protoc
    source_of protobuf
    cmake_build "$source" -DBUILD_SHARED_LIBS=OFF -Dprotobuf_BUILD_TESTS=OFF -Dprotobuf_BUILD_PROTOC_BINARIES=OFF \
        -Dprotobuf_WITH_ZLIB=OFF
}

part_sqlite() { # one file, made on the building machine
    source_of sqlite3
    cd "$source"
    ./configure
    make sqlite3.c
    $triplet-gcc-posix -O2 -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_THREADSAFE=1 -c sqlite3.c -o sqlite3.o
    $triplet-ar rcs libsqlite3.a sqlite3.o
    install -D -m 644 libsqlite3.a "$prefix/lib/libsqlite3.a"
    install -D -m 644 sqlite3.h "$prefix/include/sqlite3.h"
}

part_sodium() {
    source_of libsodium
    cd "$source"
    autoreconf -fi
    configure_host --disable-static --enable-shared
    make -j "$jobs"
    make install
}

part_archive() { # with configure: its CMake files call themselves for ever in this version
    source_of libarchive
    cd "$source"
    [ -x configure ] || autoreconf -fi
    configure_host CPPFLAGS="-I$mingw/include" --disable-shared --enable-static --without-bz2lib --without-lzma \
        --without-lzo2 --without-nettle --without-openssl --without-xml2 --without-expat --without-zstd --without-lz4 \
        --without-libb2 --without-iconv --without-cng --disable-bsdtar --disable-bsdcpio --disable-bsdcat --disable-acl \
        --disable-xattr
    make -j "$jobs" libarchive.la
    make install-libLTLIBRARIES install-includeHEADERS install-pkgconfigDATA
}

# Only what libcore uses: normalisation and the converter for Japanese text files, of 200 files the following. Linked
# statically, with the tables of those two and not the 30 MB of all.
icu_files="appendable bmpset bytesinkutil bytestream charstr cmemory cstring edits loadednormalizer2impl normalizer2
    normalizer2impl patternprops putil stringpiece uarrsort ucln_cmn ucmndata ucnv ucnv2022 ucnv_bld ucnv_cb
    ucnv_cnv ucnv_ct ucnv_err ucnv_ext ucnv_io ucnv_lmb ucnv_u16 ucnv_u32 ucnv_u7 ucnv_u8 ucnvbocu ucnvhz ucnvisci
    ucnvlat1 ucnvmbcs ucnvscsu ucptrie udata udatamem udataswp uenum uhash uinvchar umapfile umutablecptrie umutex
    unifilt unifunct uniset unisetspan unistr uobject ustr_cnv ustrfmt ustring ustrtrns utf_impl util utrace
    utrie_swap uvector"

part_icu() {
    source_of icu
    local data=icudt72l.dat items="cnvalias.icu ibm-943_P15A-2003.cnv nfkc.nrm nfkc_cf.nrm" item
    local tables
    tables=$(find "$source" -path '*source/data/in/icudt72l.dat')
    mkdir tables
    for item in $items; do
        icupkg -d tables -x "$item" "$tables"
    done
    tr ' ' '\n' <<< "$items" > items.txt
    icupkg -tl -s tables -a items.txt new $data
    # Nobody asks ICU for the system's time zone and language, which would want more tables: there are none.
    cat > tables.S << END
.section .rdata,"dr"
.globl icudt72_dat
.balign 16
icudt72_dat:
.incbin "$PWD/$data"
.text
.globl uprv_detectWindowsTimeZone
.globl uloc_canonicalize_72
uprv_detectWindowsTimeZone:
uloc_canonicalize_72:
xorl %eax, %eax
ret
END
    local common
    common=$(dirname "$tables")/../../common
    {
        echo "objects := $(printf '%s.o ' $icu_files)"
        printf 'libicuuc.a: $(objects) tables.o\n\t%s-ar rcs $@ $^\n' $triplet
        printf 'tables.o: tables.S\n\t%s-gcc-posix -c $< -o $@\n' $triplet
        printf '%%.o: %s/%%.cpp\n\t%s-g++-posix -std=c++17 -O2 -DNDEBUG -DU_COMMON_IMPLEMENTATION -DU_STATIC_IMPLEMENTATION -I%s -c $< -o $@\n' \
            "$common" $triplet "$common"
    } > Makefile
    make -j "$jobs" libicuuc.a
    install -D -m 644 libicuuc.a "$prefix/lib/libicuuc.a"
    mkdir -p "$prefix/include/unicode"
    install -m 644 "$common"/unicode/*.h "$prefix/include/unicode/"
}

part_re2() { # Debian makes these tables anew
    source_of re2
    (
        cd "$source/re2"
        perl make_perl_groups.pl > perl_groups.cc
        python3 make_unicode_casefold.py > unicode_casefold.cc
        python3 make_unicode_groups.py > unicode_groups.cc
    )
    cmake_build "$source" -DBUILD_SHARED_LIBS=OFF -DRE2_BUILD_TESTING=OFF
}

part_qrencode() {
    source_of qrencode
    cmake_build "$source" -DBUILD_SHARED_LIBS=OFF -DWITH_TOOLS=OFF -DWITHOUT_PNG=ON
}

part_dlib() {
    source_of dlib
    cmake_build "$source/dlib" -DBUILD_SHARED_LIBS=OFF -DDLIB_NO_GUI_SUPPORT=ON -DUSE_SSE4_INSTRUCTIONS=ON \
        $(options_off DLIB_USE_CUDA DLIB_USE_BLAS DLIB_USE_LAPACK DLIB_PNG_SUPPORT DLIB_JPEG_SUPPORT DLIB_GIF_SUPPORT \
            DLIB_WEBP_SUPPORT DLIB_LINK_WITH_SQLITE3 USE_AVX_INSTRUCTIONS)
}

qt_build() { # FOLDER OPTION...
    cmake_build "$@" -DQT_HOST_PATH=/usr -DQT_HOST_PATH_CMAKE_DIR="$qt_host_cmake" -DQT_BUILD_TESTS=OFF -DQT_BUILD_EXAMPLES=OFF
}

# Without tablets (Debian removes their header). Without printing and with direct2d it links; the other ways round it does not.
part_qtbase() {
    source_of qt6-base
    qt_build "$source" -DBUILD_SHARED_LIBS=ON -DQT_QMAKE_TARGET_MKSPEC=win32-g++ -DINPUT_opengl=no -DINPUT_openssl=no \
        -DFEATURE_schannel=ON -DFEATURE_system_sqlite=ON -DSQLite3_LIBRARY="$prefix/lib/libsqlite3.a" \
        -DSQLite3_INCLUDE_DIR="$prefix/include" \
        $(options_off FEATURE_tabletevent FEATURE_printsupport FEATURE_vulkan FEATURE_dbus FEATURE_pkg_config \
            FEATURE_system_zlib FEATURE_sql_mysql FEATURE_sql_psql FEATURE_sql_odbc)
}

part_qtwebsockets() {
    source_of qt6-websockets
    qt_build "$source"
}

# With Windows' Media Foundation. Its sources ask for headers in other letter case than mingw-w64 has them.
part_qtmultimedia() {
    source_of qt6-multimedia
    local header
    mkdir shim
    for header in Dbt Functiondiscoverykeys_devpkey InitGuid Mferror Mfidl Mfreadwrite QUrl Wmcodecdsp; do
        echo "#include <${header,,}.h>" > shim/$header.h
    done
    CPLUS_INCLUDE_PATH=$PWD/shim qt_build "$source" -DFEATURE_ffmpeg=OFF -DFEATURE_spatialaudio=OFF \
        -DQt6ShaderTools_DIR="$recipe/shadertools" -DWMF_MF_LIBRARY=$mingw/lib/libmf.a -DWMF_MFUUID_LIBRARY=$mingw/lib/libmfuuid.a \
        -DWMF_MFPLAT_LIBRARY=$mingw/lib/libmfplat.a -DWMF_MFCORE_LIBRARY=$mingw/lib/libmfcore.a \
        -DWMF_PROPSYS_LIBRARY=$mingw/lib/libpropsys.a
}

part_opencv() { # no plug-ins: they would be DLLs that are looked for by name
    source_of opencv
    cmake_build "$source" -DBUILD_LIST=core,imgproc,imgcodecs,videoio,dnn,objdetect,calib3d,features2d,flann \
        -DBUILD_SHARED_LIBS=ON -DHAVE_PTHREAD=1 -DWITH_DSHOW=ON -DCPU_BASELINE=SSE4_2 -DCPU_DISPATCH=AVX2 \
        -DWITH_JPEG=ON -DWITH_PNG=ON -DWITH_PROTOBUF=ON -DPROTOBUF_UPDATE_FILES=ON \
        -DProtobuf_PROTOC_EXECUTABLE=/usr/bin/protoc -DPROTOBUF_PROTOC_EXECUTABLE=/usr/bin/protoc \
        -DZLIB_LIBRARY=$mingw/lib/libz.a -DZLIB_INCLUDE_DIR=$mingw/include \
        -DJPEG_LIBRARY="$prefix/lib/libjpeg.a" -DJPEG_INCLUDE_DIR="$prefix/include" \
        -DPNG_LIBRARY="$prefix/lib/libpng16.a" -DPNG_PNG_INCLUDE_DIR="$prefix/include" \
        $(options_off BUILD_TESTS BUILD_PERF_TESTS BUILD_EXAMPLES BUILD_opencv_apps BUILD_DOCS BUILD_JAVA BUILD_opencv_python3 \
            BUILD_opencv_python2 BUILD_WITH_DEBUG_INFO BUILD_ZLIB BUILD_JPEG BUILD_PNG BUILD_PROTOBUF VIDEOIO_ENABLE_PLUGINS \
            ENABLE_PRECOMPILED_HEADERS OPENCV_GENERATE_PKGCONFIG) \
        $(options_off WITH_MSMF WITH_MSMF_DXVA WITH_1394 WITH_ADE WITH_ARAVIS WITH_EIGEN WITH_FFMPEG WITH_GSTREAMER WITH_GTK \
            WITH_IPP WITH_ITT WITH_JASPER WITH_OPENJPEG WITH_LAPACK WITH_OPENCL WITH_OPENCLAMDBLAS WITH_OPENCLAMDFFT \
            WITH_DIRECTX WITH_OPENEXR WITH_TIFF WITH_WEBP WITH_QUIRC WITH_VTK WITH_TBB WITH_OPENGL WITH_QT WITH_WIN32UI)
}

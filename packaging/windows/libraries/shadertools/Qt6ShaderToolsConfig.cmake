# SPDX-License-Identifier: GPL-3.0-or-later
# Qt Multimedia asks for the library ShaderTools of the target, and uses the building machine's program qsb alone.
if(NOT TARGET Qt6::qsb)
    add_executable(Qt6::qsb IMPORTED GLOBAL)
    set_target_properties(Qt6::qsb PROPERTIES IMPORTED_LOCATION /usr/lib/qt6/bin/qsb)
endif()
set(QT_CMAKE_EXPORT_NAMESPACE Qt6)
include(${QT_HOST_PATH_CMAKE_DIR}/Qt6ShaderToolsTools/Qt6ShaderToolsMacros.cmake)
if(NOT TARGET Qt6::ShaderTools)
    add_library(Qt6::ShaderTools INTERFACE IMPORTED GLOBAL)
endif()
set(Qt6ShaderTools_FOUND TRUE)

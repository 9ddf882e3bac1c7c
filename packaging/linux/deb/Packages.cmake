# SPDX-License-Identifier: GPL-3.0-or-later
# The Debian packages that `cpack` makes of the install components; packaging/linux/deb/README.md says what is in which.
include(GNUInstallDirs)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME kaomon)
set(CPACK_PACKAGE_VENDOR Kaomon)
set(CPACK_PACKAGE_CONTACT "Kaomon developers <kaomon@kaomon.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each package has its own
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
# Files of /etc are installed relative to the prefix; in a package they lie beside it.
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/move_configuration.cmake)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL server client console models)
if(TARGET kaomon_face_bench)
    list(APPEND CPACK_COMPONENTS_ALL bench)
endif()
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

configure_file(${CMAKE_CURRENT_LIST_DIR}/changelog.in ${CMAKE_CURRENT_BINARY_DIR}/changelog @ONLY)
# gzip's -n: the same bytes from the same version
execute_process(COMMAND gzip -9nc ${CMAKE_CURRENT_BINARY_DIR}/changelog
    OUTPUT_FILE ${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian.gz COMMAND_ERROR_IS_FATAL ANY)

# kaomon_deb(COMPONENT PACKAGE SUMMARY ...): what one package is called and needs beyond the libraries it links.
function(kaomon_deb component package)
    cmake_parse_arguments(PARSE_ARGV 2 ARG "" "ARCHITECTURE;SUMMARY;DESCRIPTION" "DEPENDS;RECOMMENDS;SUGGESTS;CONTROL")
    string(TOUPPER ${component} name)
    list(JOIN ARG_DEPENDS ", " depends)
    list(JOIN ARG_RECOMMENDS ", " recommends)
    list(JOIN ARG_SUGGESTS ", " suggests)
    list(TRANSFORM ARG_CONTROL PREPEND ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/${component}/)
    set(CPACK_DEBIAN_${name}_PACKAGE_NAME ${package} PARENT_SCOPE)
    set(CPACK_DEBIAN_${name}_PACKAGE_DEPENDS "${depends}" PARENT_SCOPE)
    set(CPACK_DEBIAN_${name}_PACKAGE_RECOMMENDS "${recommends}" PARENT_SCOPE)
    set(CPACK_DEBIAN_${name}_PACKAGE_SUGGESTS "${suggests}" PARENT_SCOPE)
    set(CPACK_DEBIAN_${name}_PACKAGE_CONTROL_EXTRA "${ARG_CONTROL}" PARENT_SCOPE)
    set(CPACK_COMPONENT_${name}_DESCRIPTION "${ARG_SUMMARY}\n${ARG_DESCRIPTION}" PARENT_SCOPE)
    if(ARG_ARCHITECTURE)
        set(CPACK_DEBIAN_${name}_PACKAGE_ARCHITECTURE ${ARG_ARCHITECTURE} PARENT_SCOPE)
    endif()
    install(FILES ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/copyright ${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian.gz
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} COMPONENT ${component})
endfunction()

kaomon_deb(server kaomon-syncserver
    SUMMARY "server of the Kaomon face logon suite"
    DESCRIPTION "Keeps users, PCs, policies, licences, notices and logs of organisations
on SQLite or PostgreSQL. It cannot open the faces and passwords that it
keeps. With kaomonctl, its command line."
    RECOMMENDS postgresql-client
    SUGGESTS nginx postgresql
    CONTROL conffiles postinst prerm postrm)
kaomon_deb(client kaomon-client
    SUMMARY "face logon for this PC"
    DESCRIPTION "The agent that recognises people, the PAM module that logs them on, and
the program with which they enrol their face. Installing it changes no
login: /usr/share/doc/kaomon-client/pam.md says how."
    DEPENDS "kaomon-models-registry (>= ${PROJECT_VERSION})" libqt6sql6-sqlite libpam-runtime
    RECOMMENDS dbus fonts-noto-cjk gstreamer1.0-pipewire gstreamer1.0-plugins-base gstreamer1.0-plugins-good pipewire wireplumber
    CONTROL conffiles postinst prerm postrm)
kaomon_deb(console kaomon-admin
    SUMMARY "console of the Kaomon face logon suite"
    DESCRIPTION "Users, PCs, settings, licences, logs, notices and the help desk of an
organisation that uses Kaomon."
    DEPENDS libqt6svg6
    RECOMMENDS fonts-noto-cjk)
kaomon_deb(models kaomon-models-registry
    ARCHITECTURE all
    SUMMARY "face recognition models for Kaomon"
    DESCRIPTION "The pack 'registry': detector, points, recognition, eyes and liveness.
The licence and source of each model stand in its manifest.json.")

if(TARGET kaomon_face_bench)
    kaomon_deb(bench kaomon-face-bench
        SUMMARY "measures the face recognition of Kaomon"
        DESCRIPTION "How often the thresholds of a model pack confuse and refuse the people of
a folder of pictures, and what the engine costs on this machine. It changes
nothing; no other package needs it."
        DEPENDS "kaomon-models-registry (>= ${PROJECT_VERSION})")
endif()

install(FILES ${PROJECT_SOURCE_DIR}/enduser-client/logon/pam/README.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/kaomon-client
    RENAME pam.md COMPONENT client)
install(FILES ${PROJECT_SOURCE_DIR}/docs/operations.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/kaomon-syncserver
    COMPONENT server)
# its "Models on PCs", which `kaomon-agent models fetch` names
install(FILES ${PROJECT_SOURCE_DIR}/docs/operations.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/kaomon-client
    COMPONENT client)

include(CPack)

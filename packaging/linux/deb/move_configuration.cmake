# SPDX-License-Identifier: GPL-3.0-or-later
# Run by cpack between installing a component and packing it.
foreach(component ${CPACK_COMPONENTS_ALL})
    set(tree ${CPACK_TEMPORARY_DIRECTORY}/${component})
    if(EXISTS ${tree}/usr/etc)
        file(RENAME ${tree}/usr/etc ${tree}/etc)
    endif()
endforeach()

// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/pipewire_copy.h"

#include <gst/gst.h>

namespace kaomon::capture {
namespace {

// Written once in copyPipeWirePictures(), before any source exists; read by constructors of sources after
// that.
void (*constructedByDefault)(GObject*) = nullptr;

void constructedWithCopy(GObject* source) {
    constructedByDefault(source);
    g_object_set(source, "always-copy", TRUE, nullptr);
}

} // namespace

void copyPipeWirePictures() {
    if (constructedByDefault != nullptr || gst_init_check(nullptr, nullptr, nullptr) == FALSE) {
        return;
    }
    GstElementFactory* found = gst_element_factory_find("pipewiresrc");
    if (found == nullptr) {
        return;
    }
    GstPluginFeature* loaded = gst_plugin_feature_load(reinterpret_cast<GstPluginFeature*>(found));
    gst_object_unref(found);
    if (loaded == nullptr) {
        return;
    }
    const GType type = gst_element_factory_get_element_type(reinterpret_cast<GstElementFactory*>(loaded));
    auto* const sourceClass =
        static_cast<GObjectClass*>(g_type_class_ref(type)); // kept for the process's life
    if (sourceClass != nullptr && g_object_class_find_property(sourceClass, "always-copy") != nullptr) {
        constructedByDefault = sourceClass->constructed;
        sourceClass->constructed = constructedWithCopy;
    }
    gst_object_unref(loaded);
}

} // namespace kaomon::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/input_method_pause.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <gio/gio.h>

namespace kaomon::applogin {
namespace {

constexpr int kPatienceMs = 1000;
constexpr const char* kDirectEngine = "xkb:us::eng"; // hands every key on as it is
constexpr std::size_t kLongestLine = 4096;

template<class T>
struct Unref {
    void operator()(T* object) const { g_object_unref(object); }
};
using Bus = std::unique_ptr<GDBusConnection, Unref<GDBusConnection>>;
struct UnrefValue {
    void operator()(GVariant* value) const { g_variant_unref(value); }
};
using Value = std::unique_ptr<GVariant, UnrefValue>;

std::string environmentOr(const char* name, const std::string& otherwise) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' ? std::string(value) : otherwise;
}

std::string firstLineOf(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

// Where IBus writes on which address it listens; see ibus_get_socket_path().
std::filesystem::path addressFile() {
    if (const std::string given = environmentOr("IBUS_ADDRESS_FILE", {}); !given.empty()) {
        return given;
    }
    std::string machine = firstLineOf("/etc/machine-id");
    if (machine.empty()) {
        machine = firstLineOf("/var/lib/dbus/machine-id");
    }
    const std::string display = environmentOr("DISPLAY", ":0");
    const auto colon = display.find(':');
    const auto dot = std::min(display.find('.', colon == std::string::npos ? 0 : colon), display.size());
    if (colon == std::string::npos) {
        return {};
    }
    const std::string host = colon == 0 ? "unix" : display.substr(0, colon);
    const std::filesystem::path config =
        environmentOr("XDG_CONFIG_HOME", environmentOr("HOME", {}) + "/.config");
    return config / "ibus" / "bus" /
           (machine + '-' + host + '-' + display.substr(colon + 1, dot - colon - 1));
}

std::string ibusAddress() {
    if (const std::string given = environmentOr("IBUS_ADDRESS", {}); !given.empty()) {
        return given;
    }
    std::ifstream stream(addressFile());
    constexpr std::string_view kKey = "IBUS_ADDRESS=";
    for (std::string line; std::getline(stream, line) && line.size() < kLongestLine;) {
        if (line.starts_with(kKey)) {
            return line.substr(kKey.size());
        }
    }
    return {};
}

Value call(GDBusConnection* bus, const char* name, const char* path, const char* interface,
           const char* method, GVariant* arguments) {
    return Value(g_dbus_connection_call_sync(bus, name, path, interface, method, arguments, nullptr,
                                             G_DBUS_CALL_FLAGS_NO_AUTO_START, kPatienceMs, nullptr, nullptr));
}

Value ibusCall(GDBusConnection* bus, const char* interface, const char* method, GVariant* arguments) {
    return call(bus, "org.freedesktop.IBus", "/org/freedesktop/IBus", interface, method, arguments);
}

// The engine that has the keys now; empty for none.
std::string engineOf(GDBusConnection* bus) {
    const Value reply = ibusCall(bus, "org.freedesktop.DBus.Properties", "Get",
                                 g_variant_new("(ss)", "org.freedesktop.IBus", "GlobalEngine"));
    // (<<('IBusEngineDesc', attachments, name, …)>>), boxed once or twice
    Value inner(reply ? g_variant_get_child_value(reply.get(), 0) : nullptr);
    while (inner && g_variant_is_of_type(inner.get(), G_VARIANT_TYPE_VARIANT)) {
        inner.reset(g_variant_get_variant(inner.get()));
    }
    if (!inner || !g_variant_is_of_type(inner.get(), G_VARIANT_TYPE_TUPLE) ||
        g_variant_n_children(inner.get()) < 3) {
        return {};
    }
    const Value name(g_variant_get_child_value(inner.get(), 2));
    return g_variant_is_of_type(name.get(), G_VARIANT_TYPE_STRING)
               ? std::string(g_variant_get_string(name.get(), nullptr))
               : std::string();
}

void setEngine(GDBusConnection* bus, const std::string& name) {
    ibusCall(bus, "org.freedesktop.IBus", "SetGlobalEngine", g_variant_new("(s)", name.c_str()));
}

Value fcitxCall(GDBusConnection* bus, const char* method) {
    return call(bus, "org.fcitx.Fcitx5", "/controller", "org.fcitx.Fcitx.Controller1", method, nullptr);
}

bool isFcitxActive(GDBusConnection* bus) {
    const Value reply = fcitxCall(bus, "State");
    if (!reply || !g_variant_is_of_type(reply.get(), G_VARIANT_TYPE("(i)"))) {
        return false;
    }
    gint32 state = 0;
    g_variant_get(reply.get(), "(i)", &state);
    return state == 2;
}

} // namespace

struct InputMethodPause::Impl {
    Bus ibus;
    std::string engine; // that had the keys
    Bus session;
    bool isFcitxPaused = false;
};

InputMethodPause::InputMethodPause()
    : m_impl(std::make_unique<Impl>()) {
    if (const std::string address = ibusAddress(); !address.empty()) {
        const auto flags = static_cast<GDBusConnectionFlags>(G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                             G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION);
        m_impl->ibus.reset(
            g_dbus_connection_new_for_address_sync(address.c_str(), flags, nullptr, nullptr, nullptr));
    }
    if (m_impl->ibus) {
        g_dbus_connection_set_exit_on_close(m_impl->ibus.get(), FALSE);
        m_impl->engine = engineOf(m_impl->ibus.get());
        if (m_impl->engine.starts_with("xkb:")) {
            m_impl->engine.clear(); // no input method
        }
        if (!m_impl->engine.empty()) {
            setEngine(m_impl->ibus.get(), kDirectEngine);
        }
    }
    m_impl->session.reset(g_bus_get_sync(G_BUS_TYPE_SESSION, nullptr, nullptr));
    if (m_impl->session && isFcitxActive(m_impl->session.get())) {
        m_impl->isFcitxPaused = true;
        fcitxCall(m_impl->session.get(), "Deactivate");
    }
}

InputMethodPause::~InputMethodPause() {
    if (!m_impl->engine.empty()) {
        setEngine(m_impl->ibus.get(), m_impl->engine);
    }
    if (m_impl->isFcitxPaused) {
        fcitxCall(m_impl->session.get(), "Activate");
    }
}

} // namespace kaomon::applogin

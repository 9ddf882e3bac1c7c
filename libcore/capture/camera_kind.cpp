// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/camera_kind.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <string>
#include <utility>

namespace kaomon::capture {
namespace {

namespace fs = std::filesystem;

constexpr std::array kKinds{
    std::pair{CameraKind::InternalInfrared, std::string_view("internal_ir")},
    std::pair{CameraKind::InternalColour, std::string_view("internal_rgb")},
    std::pair{CameraKind::Usb, std::string_view("usb")},
    std::pair{CameraKind::Network, std::string_view("network")},
};
constexpr std::array kCompressions{
    std::pair{Compression::Auto, std::string_view("auto")},
    std::pair{Compression::Off, std::string_view("off")},
    std::pair{Compression::On, std::string_view("on")},
};

template<class Table, class Value>
std::string_view nameIn(const Table& table, Value value) {
    const auto row = std::ranges::find(table, value, &Table::value_type::first);
    return row != table.end() ? row->second : std::string_view();
}

template<class Value, class Table>
std::optional<Value> valueIn(const Table& table, std::string_view name) {
    const auto row = std::ranges::find(table, name, &Table::value_type::second);
    return row != table.end() ? std::optional(row->first) : std::nullopt;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::string firstLineOf(const fs::path& file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

bool hasWord(const std::string& text, std::string_view word) {
    const auto isLetter = [&](std::size_t at) {
        return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
    };
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        if ((at == 0 || !isLetter(at - 1)) && !isLetter(at + word.size())) {
            return true;
        }
    }
    return false;
}

bool isInfrared(const std::string& name) {
    return hasWord(name, "ir") || name.find("infrared") != std::string::npos;
}

// The kernel cuts names off and drivers say them twice: "Integrated Camera: Integrated C".
bool isSameName(const std::string& kernel, const std::string& shown) {
    return !kernel.empty() && !shown.empty() && (kernel.starts_with(shown) || shown.starts_with(kernel));
}

fs::path deviceOf(const CameraInfo& camera, const fs::path& videoDevices) {
    std::error_code ignored;
    if (camera.id.starts_with("/dev/")) {
        const fs::path direct = videoDevices / fs::path(camera.id).filename();
        if (fs::exists(direct, ignored)) {
            return direct;
        }
    }
    for (const auto& entry : fs::directory_iterator(videoDevices, ignored)) {
        if (isSameName(lower(firstLineOf(entry.path() / "name")), lower(camera.description))) {
            return entry.path();
        }
    }
    return {};
}

// USB says of each port whether what hangs there can be taken away; what is on no USB is part of the PC.
bool isFixed(const fs::path& device, const std::string& name) {
    std::error_code failed;
    fs::path at = fs::canonical(device / "device", failed);
    if (failed) {
        return false;
    }
    bool isOnUsb = false;
    for (int depth = 0; depth < 4 && at.has_relative_path(); ++depth, at = at.parent_path()) {
        const std::string removable = firstLineOf(at / "removable");
        if (removable == "fixed" || removable == "removable") {
            return removable == "fixed";
        }
        isOnUsb =
            isOnUsb || fs::exists(at / "bInterfaceNumber", failed) || fs::exists(at / "idVendor", failed);
    }
    // Firmware that tells nothing: the maker's name often does.
    return !isOnUsb || name.find("integrated") != std::string::npos ||
           name.find("built-in") != std::string::npos || name.find("internal") != std::string::npos;
}

} // namespace

std::string_view toWire(CameraKind kind) {
    return nameIn(kKinds, kind);
}

std::optional<CameraKind> cameraKindFromWire(std::string_view name) {
    return valueIn<CameraKind>(kKinds, name);
}

std::string_view toWire(Compression compression) {
    return nameIn(kCompressions, compression);
}

std::optional<Compression> compressionFromWire(std::string_view name) {
    return valueIn<Compression>(kCompressions, name);
}

CameraKind kindOf(const CameraInfo& camera, const fs::path& videoDevices) {
    const std::string name = lower(camera.description);
    const fs::path device = deviceOf(camera, videoDevices);
    if (device.empty()) {
        const std::string id = lower(camera.id);
        const bool isFromNetwork = id.starts_with("rtsp:") || id.starts_with("http:") ||
                                   id.starts_with("https:") || hasWord(name, "network") ||
                                   hasWord(name, "ip");
        return isFromNetwork ? CameraKind::Network : CameraKind::Usb;
    }
    if (!isFixed(device, name)) {
        return CameraKind::Usb;
    }
    return isInfrared(name) ? CameraKind::InternalInfrared : CameraKind::InternalColour;
}

} // namespace kaomon::capture

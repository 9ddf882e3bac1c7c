// SPDX-License-Identifier: GPL-3.0-or-later
// Windows tells which cameras there are and whether its privacy settings keep them from programs; whether
// another program holds one is known only after opening it.
#include "capture/camera_probe.h"

#include <array>
#include <cerrno>
#include <vector>

#include <windows.h>
// after windows.h, which it needs
#include <setupapi.h>

namespace kaomon::capture {
namespace {

// KSCATEGORY_VIDEO_CAMERA
constexpr GUID kCameras{0xe5323777, 0xf976, 0x4f5b, {0x9b, 0x55, 0xb9, 0x46, 0x99, 0xc4, 0x6e, 0x44}};
constexpr const wchar_t* kConsent =
    LR"(SOFTWARE\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\webcam)";
constexpr DWORD kMostDevices = 64;

std::vector<std::filesystem::path> cameras() {
    std::vector<std::filesystem::path> found;
    const HDEVINFO list =
        ::SetupDiGetClassDevsW(&kCameras, nullptr, nullptr, DIGCF_PRESENT | DIGCF_DEVICEINTERFACE);
    if (list == INVALID_HANDLE_VALUE) {
        return found;
    }
    for (DWORD i = 0; i < kMostDevices; ++i) {
        SP_DEVICE_INTERFACE_DATA device{};
        device.cbSize = sizeof device;
        if (::SetupDiEnumDeviceInterfaces(list, nullptr, &kCameras, i, &device) == 0) {
            break;
        }
        DWORD size = 0;
        ::SetupDiGetDeviceInterfaceDetailW(list, &device, nullptr, 0, &size, nullptr);
        if (size < sizeof(SP_DEVICE_INTERFACE_DETAIL_DATA_W)) {
            continue;
        }
        std::vector<std::byte> memory(size);
        auto* detail = reinterpret_cast<SP_DEVICE_INTERFACE_DETAIL_DATA_W*>(memory.data());
        detail->cbSize = sizeof(SP_DEVICE_INTERFACE_DETAIL_DATA_W);
        if (::SetupDiGetDeviceInterfaceDetailW(list, &device, detail, size, nullptr, nullptr) != 0) {
            found.emplace_back(detail->DevicePath);
        }
    }
    ::SetupDiDestroyDeviceInfoList(list);
    return found;
}

bool isKeptFromPrograms() {
    std::array<wchar_t, 16> value{};
    auto size = static_cast<DWORD>(value.size() * sizeof(wchar_t));
    return ::RegGetValueW(HKEY_LOCAL_MACHINE, kConsent, L"Value", RRF_RT_REG_SZ, nullptr, value.data(),
                          &size) == ERROR_SUCCESS &&
           ::lstrcmpiW(value.data(), L"Deny") == 0;
}

int tryDevice(const std::filesystem::path&) {
    return isKeptFromPrograms() ? EACCES : 0;
}

} // namespace

ProbeSystem systemsOwn() {
    return {&cameras, &tryDevice};
}

} // namespace kaomon::capture

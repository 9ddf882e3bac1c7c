// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/power_facts.h"

#include <atomic>

#include "agent/power_notices_windows.h"
#include "base/log.h"

namespace kaomon::agent {

namespace {

// GUID_LIDSWITCH_STATE_CHANGE
constexpr GUID kLidSwitch{0xba3e0f4d, 0xb817, 0x4094, {0xa2, 0xd1, 0xd5, 0x63, 0x79, 0xe6, 0xa0, 0xf3}};

// Windows tells the state once at the beginning and then every change; a PC without a lid hears nothing.
struct Lid {
    std::atomic<bool> isClosed = false;

    Lid() {
        if (!hearOfSetting(kLidSwitch, onChange, this)) {
            log::warning("agent.lid_unknown");
        }
    }

    static ULONG CALLBACK onChange(PVOID lid, ULONG type, PVOID setting) {
        const auto* change = static_cast<const POWERBROADCAST_SETTING*>(setting);
        if (type == PBT_POWERSETTINGCHANGE && change != nullptr && change->DataLength >= 1 &&
            ::IsEqualGUID(change->PowerSetting, kLidSwitch) != 0) {
            static_cast<Lid*>(lid)->isClosed = change->Data[0] == 0;
        }
        return ERROR_SUCCESS;
    }
};

} // namespace

bool PowerFacts::isOnBattery() const {
    constexpr BYTE kNoBattery = 128;
    SYSTEM_POWER_STATUS status{};
    return ::GetSystemPowerStatus(&status) != 0 && status.ACLineStatus == 0 &&
           (status.BatteryFlag & kNoBattery) == 0;
}

bool PowerFacts::isLidClosed() const {
    static const Lid lid;
    return lid.isClosed;
}

} // namespace kaomon::agent

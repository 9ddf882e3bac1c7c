// SPDX-License-Identifier: GPL-3.0-or-later
//
// Faults in the duties of the service, as those of planted_faults.cpp.
#include <chrono>
#include <optional>
#include <string>
#include <thread>

#include "domain/maintenance.h"
#include "domain/notice.h"
#include "mail/message.h"
#include "planted_faults.h"
#include "storage/repositories/job_repository.h"
#include "storage/repositories/mail_repository.h"
#include "support/planted.h"

namespace kaomon::soak {

using test::isPlanted;

constexpr std::chrono::milliseconds kComposing{200};

// "naive_mail": a title is any text, and the subject of a mail stands in it as it is.
Status realCheckNoticeTitle(std::string_view, const std::string&) asm(
    "__real__ZN6kaomon6domain16checkNoticeTitleESt17basic_string_viewIcSt11"
    "char_traitsIcEERKNSt7__cxx1112basic_stringIcS3_SaIcEEE");
Status checkNoticeTitle(std::string_view, const std::string&) asm(
    "__wrap__ZN6kaomon6domain16checkNoticeTitleESt17basic_string_viewIcSt11"
    "char_traitsIcEERKNSt7__cxx1112basic_stringIcS3_SaIcEEE");
Status checkNoticeTitle(std::string_view text, const std::string& pointer) {
    return isPlanted("naive_mail") ? Status() : realCheckNoticeTitle(text, pointer);
}
Result<std::string> realComposeMessage(const mail::Envelope&, const mail::MailText&) asm(
    "__real__ZN6kaomon4mail14composeMessageB5cxx11ERKNS0_8EnvelopeERKNS0_8M"
    "ailTextE");
Result<std::string> composeMessage(const mail::Envelope&, const mail::MailText&) asm(
    "__wrap__ZN6kaomon4mail14composeMessageB5cxx11ERKNS0_8EnvelopeERKNS0_8M"
    "ailTextE");
Result<std::string> composeMessage(const mail::Envelope& envelope, const mail::MailText& text) {
    if (isPlanted("no_lease")) {
        std::this_thread::sleep_for(kComposing);
    }
    if (!isPlanted("naive_mail")) {
        return realComposeMessage(envelope, text);
    }
    constexpr std::string_view kPlace = "the-subject";
    auto message = realComposeMessage(envelope, {std::string(kPlace), text.body});
    if (message) {
        message->replace(message->find(kPlace), kPlace.size(), text.subject);
    }
    return message;
}

// "no_lease": every node takes every job and every mail for its own (and is slow at it, above, so that two
// meet however fast the database is).
std::optional<storage::Lease> realTake(
    void*, const std::string&, const std::string&, TimePoint,
    std::chrono::microseconds) asm("__real__ZN6kaomon7storage13JobRepository4takeERKNSt7__cxx1112basic_str"
                                   "ingIcSt11char_traitsIcESaIcEEES9_NSt6chrono10time_pointINSA_3_V212syst"
                                   "em_clockENSA_8durationIlSt5ratioILl1ELl1000000EEEEEESH_");
std::optional<storage::Lease>
take(void*, const std::string&, const std::string&, TimePoint,
     std::chrono::microseconds) asm("__wrap__ZN6kaomon7storage13JobRepository4takeERKNSt7__cxx1112basic_str"
                                    "ingIcSt11char_traitsIcESaIcEEES9_NSt6chrono10time_pointINSA_3_V212syst"
                                    "em_clockENSA_8durationIlSt5ratioILl1ELl1000000EEEEEESH_");
std::optional<storage::Lease> take(void* self, const std::string& name, const std::string& owner,
                                   TimePoint now, std::chrono::microseconds lasts) {
    auto lease = realTake(self, name, owner, now, lasts);
    return isPlanted("no_lease") && name == "mail" ? storage::Lease{name, owner, 1} : std::move(lease);
}
Status realHold(void*, const storage::Lease&, TimePoint, std::chrono::microseconds) asm(
    "__real__ZN6kaomon7storage13JobRepository4holdERKNS0_5LeaseENSt6chrono1"
    "0time_pointINS5_3_V212system_clockENS5_8durationIlSt5ratioILl1ELl10000"
    "00EEEEEESC_");
Status hold(void*, const storage::Lease&, TimePoint, std::chrono::microseconds) asm(
    "__wrap__ZN6kaomon7storage13JobRepository4holdERKNS0_5LeaseENSt6chrono1"
    "0time_pointINS5_3_V212system_clockENS5_8durationIlSt5ratioILl1ELl10000"
    "00EEEEEESC_");
Status hold(void* self, const storage::Lease& lease, TimePoint now, std::chrono::microseconds lasts) {
    Status held = realHold(self, lease, now, lasts);
    return isPlanted("no_lease") && lease.name == "mail" ? Status() : held;
}
bool realClaim(void*, const storage::DeliveryRow&, const std::string&, TimePoint,
               TimePoint) asm("__real__ZN6kaomon7storage14MailRepository5claimERKNS0_11DeliveryRowERK"
                              "NSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEENSt6chrono10time_p"
                              "ointINSD_3_V212system_clockENSD_8durationIlSt5ratioILl1ELl1000000EEEEE"
                              "ESL_");
bool claim(void*, const storage::DeliveryRow&, const std::string&, TimePoint,
           TimePoint) asm("__wrap__ZN6kaomon7storage14MailRepository5claimERKNS0_11DeliveryRowERK"
                          "NSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEENSt6chrono10time_p"
                          "ointINSD_3_V212system_clockENSD_8durationIlSt5ratioILl1ELl1000000EEEEE"
                          "ESL_");
bool claim(void* self, const storage::DeliveryRow& row, const std::string& name, TimePoint now,
           TimePoint until) {
    const bool isClaimed = realClaim(self, row, name, now, until);
    return isPlanted("no_lease") || isClaimed;
}

// "late_window": a maintenance is taken note of five minutes late.
domain::MaintenancePhase realPhaseOf(const domain::MaintenanceWindow&, TimePoint) asm(
    "__real__ZN6kaomon6domain7phaseOfERKNS0_17MaintenanceWindowENSt6chrono1"
    "0time_pointINS4_3_V212system_clockENS4_8durationIlSt5ratioILl1ELl10000"
    "00EEEEEE");
domain::MaintenancePhase phaseOf(const domain::MaintenanceWindow&, TimePoint) asm(
    "__wrap__ZN6kaomon6domain7phaseOfERKNS0_17MaintenanceWindowENSt6chrono1"
    "0time_pointINS4_3_V212system_clockENS4_8durationIlSt5ratioILl1ELl10000"
    "00EEEEEE");
domain::MaintenancePhase phaseOf(const domain::MaintenanceWindow& window, TimePoint now) {
    return realPhaseOf(window, isPlanted("late_window") ? now - std::chrono::minutes(5) : now);
}

} // namespace kaomon::soak

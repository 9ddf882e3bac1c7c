// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

#include "duties/broadcast.h"
#include "storage/repositories/notice_repository.h"

namespace kaomon::duties {

// What somebody wants to tell. Where one language is missing the other stands for it.
struct NoticeDraft {
    std::string kind;
    std::vector<std::string> audience;
    Texts title;
    Texts body;
    domain::NoticeTimes times;
};

// The row for a draft, checked. `allowsLogin`: the sign-in screen, which knows no tenant, is the operator's.
// ErrorCode::ValidationFailed with the field at fault.
[[nodiscard]] Result<storage::NoticeRow> checkDraft(const NoticeDraft& draft,
                                                    std::span<const std::string> linkHosts, bool allowsLogin);

// The operator's notices to all tenants. Lives for one job. Throws StorageFault.
class NoticeBook {
public:
    explicit NoticeBook(const Act& act)
        : m_act(act) {}

    // Publishes; with the mail when the audience says so. The id.
    [[nodiscard]] Result<std::string> publish(const NoticeDraft& draft,
                                              std::span<const std::string> linkHosts);
    // ErrorCode::NotFound, Conflict (withdrawn already).
    [[nodiscard]] Status withdraw(const std::string& id);

    // For those that go with a maintenance, an emergency or a release: no mail of its own.
    [[nodiscard]] Result<std::string> attach(const NoticeDraft& draft, const std::string& source);
    // New texts when given, a new end when given. Does nothing when there is no such notice.
    void change(const std::string& id, const Texts& body, std::optional<TimePoint> end);

private:
    std::string add(storage::NoticeRow row, const std::string& source);

    const Act& m_act;
};

} // namespace kaomon::duties

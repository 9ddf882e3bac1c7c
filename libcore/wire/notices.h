// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"

namespace kaomon::wire {

// A notice as its reader sees it. Plain text; links are https:// only.
struct Notice {
    std::string id;
    std::string kind;                  // domain::NoticeKind
    std::vector<std::string> audience; // domain::NoticeAudience
    std::string titleJa;
    std::string bodyJa;
    std::string titleEn;
    std::string bodyEn;
    TimePoint startsAt;
    std::optional<TimePoint> endsAt;
    std::string state;               // domain::NoticeState
    bool isOperator = false;         // of the operator to all tenants; the tenant cannot change it
    std::optional<TimePoint> readAt; // by the caller
    std::optional<TimePoint> acknowledgedAt;
    std::optional<long long> readCount; // to administrators
    std::optional<long long> acknowledgedCount;
    TimePoint changedAt;
    long long rev = 0;
};

struct NoticePage {
    std::vector<Notice> items;
    std::optional<std::string> next;
};

// A language that is missing is stood for by the other one.
struct NoticeDraft {
    std::string kind;
    std::vector<std::string> audience; // console, client, mail
    std::optional<std::string> titleJa;
    std::optional<std::string> bodyJa;
    std::optional<std::string> titleEn;
    std::optional<std::string> bodyEn;
    std::optional<TimePoint> startsAt; // absent: now
    std::optional<TimePoint> endsAt;   // absent: until withdrawn
};

struct NoticeReceipt {
    UserId user;
    TimePoint readAt;
    std::optional<TimePoint> acknowledgedAt;
};

struct NoticeReceiptList {
    std::vector<NoticeReceipt> items;
};

// To PCs, for the tray.
struct SyncedNotice {
    std::string id;
    std::string kind;
    std::string titleJa;
    std::string bodyJa;
    std::string titleEn;
    std::string bodyEn;
    TimePoint startsAt;
    std::optional<TimePoint> endsAt;
};

// On sign-in screens, without signing in.
struct PublicNotice {
    std::string kind;
    std::string titleJa;
    std::string bodyJa;
    std::string titleEn;
    std::string bodyEn;
    TimePoint startsAt;
    std::optional<TimePoint> endsAt;
};

struct PublicNoticeList {
    std::vector<PublicNotice> items;
};

} // namespace kaomon::wire

// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/duty_text.h"

#include <QCoreApplication>

#include "ui/qt_text.h"

namespace kaomon::shell {
namespace {

struct Row {
    const char* name;
    const char* text;
};

template<std::size_t N>
QString look(const Row (&rows)[N], const std::string& name) {
    for (const Row& row : rows) {
        if (name == row.name) {
            return QCoreApplication::translate("kaomon::shell::DutyText", row.text);
        }
    }
    return ui::toQString(name);
}

} // namespace

QString noticeKindText(const std::string& kind) {
    static constexpr Row kRows[] = {
        {"planned", QT_TRANSLATE_NOOP("kaomon::shell::DutyText", "Planned maintenance")},
        {"emergency", QT_TRANSLATE_NOOP("kaomon::shell::DutyText", "Emergency")},
        {"release", QT_TRANSLATE_NOOP("kaomon::shell::DutyText", "Release")},
        {"serious_defect", QT_TRANSLATE_NOOP("kaomon::shell::DutyText", "Serious defect")},
        {"technical", QT_TRANSLATE_NOOP("kaomon::shell::DutyText", "Technical information")},
        {"other", QT_TRANSLATE_NOOP("kaomon::shell::DutyText", "Other")}};
    return look(kRows, kind);
}

ui::Tone noticeKindTone(const std::string& kind) {
    if (kind == "emergency" || kind == "serious_defect") {
        return ui::Tone::Bad;
    }
    return kind == "planned" ? ui::Tone::Warning : ui::Tone::Info;
}

QString audienceText(const std::string& audience) {
    static constexpr Row kRows[] = {
        {"console", QT_TRANSLATE_NOOP("kaomon::shell::DutyText", "Consoles")},
        {"login", QT_TRANSLATE_NOOP("kaomon::shell::DutyText", "Sign-in screens")},
        {"client", QT_TRANSLATE_NOOP("kaomon::shell::DutyText", "People at PCs")},
        {"mail", QT_TRANSLATE_NOOP("kaomon::shell::DutyText", "Mail")}};
    return look(kRows, audience);
}

QString interruptionReasonText(const std::string& reason) {
    static constexpr Row kRows[] = {
        {"maintenance", QT_TRANSLATE_NOOP("kaomon::shell::DutyText", "Maintenance")},
        {"provider_line", QT_TRANSLATE_NOOP("kaomon::shell::DutyText", "Line of the provider")},
        {"third_party_software", QT_TRANSLATE_NOOP("kaomon::shell::DutyText", "Software of a third party")},
        {"operational_or_technical",
         QT_TRANSLATE_NOOP("kaomon::shell::DutyText", "Operational or technical reasons")},
        {"disaster", QT_TRANSLATE_NOOP("kaomon::shell::DutyText", "Disaster")}};
    return look(kRows, reason);
}

} // namespace kaomon::shell

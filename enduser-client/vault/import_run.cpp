// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/import_run.h"

#include <algorithm>

#include <QCoreApplication>
#include <QFileInfo>

#include "ui/error_text.h"
#include "ui/qt_text.h"

namespace kaomon::vaultpage {

namespace {

using agentlink::Answer;
using localipc::Message;

constexpr std::size_t kMostOfVault = 1000; // that the server keeps of one person

class ImportText {
    Q_DECLARE_TR_FUNCTIONS(ImportText)

public:
    static QString field(const std::string& pointer) {
        if (pointer == "/title") {
            return tr("title");
        }
        if (pointer == "/user_name") {
            return tr("user name");
        }
        if (pointer == "/secret") {
            return tr("password");
        }
        if (pointer == "/url") {
            return tr("address");
        }
        if (pointer == "/notes") {
            return tr("notes");
        }
        if (pointer == "/totp") {
            return tr("one-time code key");
        }
        return pointer == "/tags" ? tr("tags") : ui::toQString(pointer);
    }

    static QString skip(const ImportedEntry& entry) {
        switch (*entry.skip) {
        case ImportSkip::NoTitle:
            return tr("Has no title, address or user name");
        case ImportSkip::Nothing:
            return tr("Has neither user name nor password");
        case ImportSkip::Invalid:
            return tr("Too long, or not a valid text: %1").arg(field(entry.field));
        case ImportSkip::Encrypted:
            return tr("Its password is encrypted in the file");
        case ImportSkip::RecycleBin:
            return tr("Was in the recycle bin");
        case ImportSkip::AlreadyThere:
            return tr("Is here already");
        case ImportSkip::TooMany:
            break;
        }
        return tr("More than a vault can hold");
    }

    static QString form(const Error& error) {
        if (error.code == ErrorCode::StorageTooNew) {
            return tr("Made by a newer version");
        }
        //: %1 is the place in the file, %2 an English word on what is wrong
        return tr("Wrong at %1: %2")
            .arg(error.field.empty() ? QStringLiteral("/") : ui::toQString(error.field),
                 ui::toQString(error.detail));
    }

    static QString there() { return tr("Is here already"); }
    static QString tooMany() { return tr("More than a vault can hold"); }

    static QString problem(const Error& error) {
        const std::string& field = error.field;
        const QString where = ui::toQString(error.detail);
        if (field == "heading") {
            return tr(
                "The first line of the file names no columns for title and password. Export it as CSV from "
                "KeePassXC, or as KeePass 2 XML.");
        }
        if (field == "quote") {
            return tr("A quotation mark in the file has no end (%1). Nothing was imported.").arg(where);
        }
        if (field == "encoding") {
            return tr("The file is neither UTF-8 nor Shift_JIS. Nothing was imported.");
        }
        if (field == "size" || field == "rows" || field == "depth") {
            return tr("The file is too large (%1). Nothing was imported.").arg(where);
        }
        if (field == "doctype" || field == "xml") {
            return tr("The file is no KeePass 2 XML that can be read (%1). Nothing was imported.").arg(where);
        }
        if (error.code == ErrorCode::StorageTooNew) {
            return tr("The file was made by a newer version. Update Kaomon on this PC.");
        }
        return tr("The file holds no applications of Kaomon (%1). Nothing was imported.").arg(where);
    }
};

bool isThere(const std::vector<wire::VaultEntrySummary>& there, const vault::VaultEntry& entry) {
    return std::ranges::any_of(there, [&](const wire::VaultEntrySummary& one) {
        return one.kind == "login" && one.title == entry.title && one.userName == entry.userName &&
               one.url == entry.url;
    });
}

QString programOf(const applogin::AppTemplate& form) {
    const auto found =
        std::ranges::find(form.signalRules, applogin::SignalKind::Executable, &applogin::SignalRule::kind);
    return found != form.signalRules.end() ? QFileInfo(ui::toQString(found->pattern.text())).fileName()
                                           : QString();
}

} // namespace

QString importProblemText(const Error& error) {
    return ImportText::problem(error);
}

ImportRun::ImportRun(agentlink::AgentLink& link, std::vector<ImportedEntry> entries,
                     const std::vector<wire::VaultEntrySummary>& there, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_entries(std::move(entries)) {
    std::size_t room = kMostOfVault - std::min(kMostOfVault, there.size());
    for (ImportedEntry& one : m_entries) {
        if (!one.skip && isThere(there, one.entry)) {
            one.skip = ImportSkip::AlreadyThere;
        } else if (!one.skip && room == 0) {
            one.skip = ImportSkip::TooMany;
        }
        room -= one.skip ? 0 : 1;
        m_rows.push_back({one.row, ui::toQString(one.entry.title), ui::toQString(one.entry.userName),
                          one.skip ? State::Skipped : State::Planned,
                          one.skip ? ImportText::skip(one) : QString()});
    }
}

ImportRun::ImportRun(agentlink::AgentLink& link, const std::vector<Result<applogin::AppTemplate>>& templates,
                     const std::vector<wire::VaultEntrySummary>& there, QObject* parent)
    : QObject(parent)
    , m_link(link) {
    std::size_t room = kMostOfVault - std::min(kMostOfVault, there.size());
    for (const Result<applogin::AppTemplate>& form : templates) {
        Row row;
        row.number = m_rows.size() + 1;
        m_templates.push_back(form ? *form : applogin::AppTemplate());
        if (!form) {
            row.reason = ImportText::form(form.error());
        } else {
            row.title = ui::toQString(form->name);
            row.detail = programOf(*form);
            const std::string json = form->toJson();
            const bool isKnown = std::ranges::any_of(
                there, [&](const wire::VaultEntrySummary& one) { return one.templateJson == json; });
            row.reason = isKnown ? ImportText::there() : room == 0 ? ImportText::tooMany() : QString();
        }
        row.state = row.reason.isEmpty() ? State::Planned : State::Skipped;
        room -= row.state == State::Planned ? 1 : 0;
        m_rows.push_back(std::move(row));
    }
}

int ImportRun::count(State state) const {
    return static_cast<int>(std::ranges::count(m_rows, state, &Row::state));
}

void ImportRun::start() {
    if (!m_isRunning) {
        m_isRunning = true;
        m_mustStop = false;
        m_error.reset();
        next();
    }
}

void ImportRun::stop() {
    m_mustStop = true;
}

Message ImportRun::messageFor(std::size_t row) const {
    Message message{"vaultSave", 0, {}};
    if (m_entries.empty()) {
        const applogin::AppTemplate& form = m_templates[row];
        message.set("kind", "template");
        message.set("title", form.name);
        message.set("notes", form.toJson());
        return message;
    }
    const vault::VaultEntry& entry = m_entries[row].entry;
    std::string tags;
    for (const std::string& tag : entry.tags) {
        tags += (tags.empty() ? "" : "\n") + tag;
    }
    message.set("kind", "login");
    message.set("title", entry.title);
    message.set("user_name", entry.userName);
    message.set("url", entry.url);
    message.set("tags", tags);
    message.set("secret", entry.secret.reveal());
    message.set("totp", entry.totp.reveal());
    message.set("notes", entry.notes.reveal());
    if (entry.expiresAt) {
        message.set("expires_at", toRfc3339(*entry.expiresAt));
    }
    return message;
}

void ImportRun::next() {
    const auto found = std::ranges::find(m_rows, State::Planned, &Row::state);
    if (found == m_rows.end() || m_mustStop) {
        m_isRunning = false;
        emit changed();
        return;
    }
    emit changed();
    const auto row = static_cast<std::size_t>(found - m_rows.begin());
    m_link.request(messageFor(row)).then(this, [this, row](const Answer& answer) { onAnswer(row, answer); });
}

void ImportRun::onAnswer(std::size_t row, const Answer& answer) {
    if (answer) {
        m_rows[row].state = State::Done;
    } else if (answer.error().code == ErrorCode::ValidationFailed) {
        m_rows[row].state = State::Failed;
        m_rows[row].reason = ui::errorText(answer.error().code).joined();
    } else {
        m_error = answer.error().code; // it would be the same for each: the row stays planned
        m_mustStop = true;
    }
    next();
}

} // namespace kaomon::vaultpage

// SPDX-License-Identifier: GPL-3.0-or-later
#include "licences/licences_presenter.h"

#include <algorithm>

#include "models/display_text.h"
#include "shell/local_text.h"
#include "ui/qt_text.h"

namespace kaomon::licences {
namespace {

using models::DisplayText;
using models::Tone;

QString stateText(const wire::Licence& row) {
    const std::pair<const char*, QString> texts[] = {{"upcoming", LicencesPresenter::tr("Not begun")},
                                                     {"active", LicencesPresenter::tr("In force")},
                                                     {"over", LicencesPresenter::tr("Over")},
                                                     {"superseded", LicencesPresenter::tr("Replaced")},
                                                     {"invalid", LicencesPresenter::tr("Invalid")}};
    for (const auto& [name, text] : texts) {
        if (row.state == name) {
            return text;
        }
    }
    return ui::toQString(row.state);
}

Tone stateTone(const wire::Licence& row) {
    return row.state == "active" ? Tone::Good : row.state == "invalid" ? Tone::Bad : Tone::Neutral;
}

QString stepText(const wire::ErasureStep& row) {
    if (row.step == "read_only") {
        return LicencesPresenter::tr("The organisation becomes read-only");
    }
    return row.step == "faces"
               ? LicencesPresenter::tr("All faces are erased; nobody logs on by face any more")
               : LicencesPresenter::tr("The organisation is erased for good");
}

// The server counts by its tables; people read kinds of things, and the rest as one number.
QString erasedText(const wire::ErasureStep& row) {
    const std::pair<const char*, QString> kinds[] = {
        {"templates", LicencesPresenter::tr("faces")},
        {"face_template", LicencesPresenter::tr("faces")},
        {"user_account", LicencesPresenter::tr("people")},
        {"device", LicencesPresenter::tr("PCs")},
        {"event_log", LicencesPresenter::tr("events")},
        {"user_group", LicencesPresenter::tr("groups")},
        {"policy_document", LicencesPresenter::tr("signed settings")},
        {"operation_log", LicencesPresenter::tr("log entries")}};
    QStringList parts;
    long long others = 0;
    for (const wire::ErasedCount& count : row.erases) {
        const auto* kind = std::ranges::find_if(
            kinds, [&](const std::pair<const char*, QString>& one) { return count.what == one.first; });
        if (kind == std::end(kinds)) {
            others += count.count;
        } else {
            parts.append(LicencesPresenter::tr("%1: %2").arg(kind->second).arg(count.count));
        }
    }
    if (others > 0) {
        parts.append(LicencesPresenter::tr("further records: %1").arg(others));
    }
    return parts.isEmpty() ? QStringLiteral("–") : shell::listText(parts);
}

QString stepStateText(const wire::ErasureStep& row) {
    if (row.state == "done") {
        return LicencesPresenter::tr("Done");
    }
    return row.state == "running" ? LicencesPresenter::tr("Running") : LicencesPresenter::tr("Planned");
}

} // namespace

LicencesPresenter::LicencesPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model(
          {{[] { return tr("Number"); }, [](const wire::Licence& row) { return ui::toQString(row.serial); }},
           {[] { return tr("Kind"); },
            [](const wire::Licence& row) { return row.kind == "trial" ? tr("Trial") : tr("Paid"); }},
           {[] { return tr("Seats"); }, [](const wire::Licence& row) { return QString::number(row.seats); }},
           {[] { return tr("First day"); },
            [](const wire::Licence& row) { return ui::toQString(row.firstDay); }},
           {[] { return tr("Last day"); },
            [](const wire::Licence& row) { return ui::toQString(row.lastDay); }},
           {[] { return tr("State"); }, stateText,
            [](const wire::Licence& row) { return std::optional(stateTone(row)); }}},
          [](const wire::Licence& row) { return row.id; })
    , m_steps({{[] { return tr("When"); },
                [](const wire::ErasureStep& row) { return DisplayText::time(row.at); }},
               {[] { return tr("What happens"); }, stepText},
               {[] { return tr("Erased, as of now"); }, erasedText},
               {[] { return tr("State"); }, stepStateText,
                [](const wire::ErasureStep& row) {
                    return std::optional(row.state == "planned" ? Tone::Neutral : Tone::Warning);
                }}},
              [](const wire::ErasureStep& row) { return row.step; }) {}

void LicencesPresenter::reload() {
    if (!beginLoading(state() == models::ListState::Content)) {
        return;
    }
    client::LicenceService service(api());
    part(service.overview(), [this, service](const wire::LicenceOverview& overview) mutable {
        m_status = overview.status;
        m_model.setRows(overview.items);
        part(service.certificates(), [this, service](const wire::ErasureCertificateList& list) mutable {
            m_certificates = list.items;
            load(service.erasurePlan(), [this](const wire::ErasurePlan& plan) {
                m_steps.setRows(plan.steps);
                return models::ListState::Content;
            });
        });
    });
}

void LicencesPresenter::clear() {
    m_status = {};
    m_certificates.clear();
    m_model.setRows({});
    m_steps.setRows({});
    FeaturePresenter::clear();
}

void LicencesPresenter::install(const std::string& text) {
    command([this, text] { return client::LicenceService(api()).install(text); },
            [this](const wire::Licence&) { reload(); });
}

bool LicencesPresenter::mayRemove(const wire::Licence& licence) const {
    return isOwner() && !isBusy() && licence.state == "upcoming";
}

void LicencesPresenter::remove(const wire::Licence& licence) {
    command([this, id = licence.id] { return client::LicenceService(api()).remove(id); },
            [this] { reload(); });
}

} // namespace kaomon::licences

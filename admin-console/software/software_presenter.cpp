// SPDX-License-Identifier: GPL-3.0-or-later
#include "software/software_presenter.h"

#include <algorithm>
#include <chrono>

#include <QByteArray>
#include <QTimer>

#include "client/services.h"
#include "crypto/signed_text.h"
#include "models/display_text.h"
#include "shell/local_text.h"
#include "shell/private_file.h"
#include "ui/qt_text.h"

namespace kaomon::software {
namespace {

using models::DisplayText;
using models::ListState;
using models::Tone;

constexpr std::string_view kTitle = "KAOMON RELEASE 1";
constexpr std::string_view kPurpose = "release-file";
constexpr qsizetype kKeySize = 32;

Tone stateTone(const wire::Release& row) {
    if (row.state == "planned") {
        return Tone::Neutral;
    }
    if (row.state == "withdrawn") {
        return Tone::Bad;
    }
    return row.isLatest ? Tone::Good : row.isSupported ? Tone::Warning : Tone::Bad;
}

QString dayText(const std::optional<TimePoint>& time) {
    return time ? DisplayText::time(*time).left(10) : QStringLiteral("–");
}

Tone signatureTone(Signature signature) {
    return signature == Signature::Verified  ? Tone::Good
           : signature == Signature::Matches ? Tone::Neutral // nothing that this console has seen itself
                                             : Tone::Bad;
}

} // namespace

QString SoftwarePresenter::stateText(const wire::Release& row) {
    if (row.state == "planned") {
        return tr("To come");
    }
    if (row.state == "withdrawn") {
        return tr("Withdrawn");
    }
    return row.isLatest ? tr("Latest") : row.isSupported ? tr("Supported") : tr("No longer supported");
}

QString SoftwarePresenter::signatureText(Signature signature) {
    switch (signature) {
    case Signature::Verified:
        return tr("Checked here");
    case Signature::Matches:
        return tr("Checked by the server");
    case Signature::Differs:
        return tr("Of another file");
    case Signature::Wrong:
        break;
    }
    return tr("Wrong");
}

SoftwarePresenter::SoftwarePresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_releases(
          {{[] { return tr("Version"); },
            [](const wire::Release& row) { return ui::toQString(row.version); }},
           {[] { return tr("Released"); }, [](const wire::Release& row) { return dayText(row.releasedAt); }},
           {[] { return tr("Supported until"); },
            [](const wire::Release& row) { return dayText(row.supportEndsAt); }},
           {[] { return tr("What is new"); },
            [](const wire::Release& row) {
                return shell::localText(row.notesJa, row.notesEn).section(QLatin1Char('\n'), 0, 0);
            }},
           {[] { return tr("State"); }, stateText,
            [](const wire::Release& row) { return std::optional(stateTone(row)); }}},
          [](const wire::Release& row) { return row.version; })
    , m_files(
          {{[] { return tr("File"); }, [](const wire::ReleaseFile& row) { return ui::toQString(row.name); }},
           {[] { return tr("For"); },
            [](const wire::ReleaseFile& row) { return ui::toQString(row.platform); }},
           {[] { return tr("Size"); },
            [](const wire::ReleaseFile& row) { return shell::bytesText(row.size); }},
           {[] { return QStringLiteral("SHA-256"); },
            [](const wire::ReleaseFile& row) { return ui::toQString(row.sha256); }},
           {[] { return tr("Signature"); },
            [this](const wire::ReleaseFile& row) { return signatureText(signatureOf(row)); },
            [this](const wire::ReleaseFile& row) { return std::optional(signatureTone(signatureOf(row))); }}},
          [](const wire::ReleaseFile& row) { return row.name; }) {}

void SoftwarePresenter::reload() {
    if (!beginLoading(state() == ListState::Content)) {
        return;
    }
    client::ServiceInfoService service(api());
    part(service.fleet(), [this, service](const wire::FleetStatistics& fleet) mutable {
        m_fleet = fleet;
        load(service.releases(), [this](const wire::ReleaseList& list) {
            m_keyNames = list.keys;
            m_releases.setRows(list.items);
            return list.items.empty() && m_fleet.devices == 0 ? ListState::Empty : ListState::Content;
        });
    });
}

void SoftwarePresenter::clear() {
    m_releases.setRows({});
    m_files.setRows({});
    m_fleet = {};
    m_keyNames.clear();
    m_version.clear();
    m_key.clear();
    FeaturePresenter::clear();
}

void SoftwarePresenter::select(const wire::Release* release) {
    m_version = release != nullptr ? release->version : std::string();
    m_files.setRows(release != nullptr ? release->files : std::vector<wire::ReleaseFile>());
}

Status SoftwarePresenter::useKey(const std::string& text) {
    QByteArray typed = QByteArray::fromStdString(text).trimmed();
    if (typed.startsWith("release-key")) { // a line of the server's configuration
        typed = typed.mid(typed.indexOf('=') + 1).trimmed();
    }
    const auto decoded = QByteArray::fromBase64Encoding(typed, QByteArray::Base64UrlEncoding |
                                                                   QByteArray::AbortOnBase64DecodingErrors);
    if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok ||
        decoded.decoded.size() != kKeySize) {
        return fail(ErrorCode::ValidationFailed, "no public key");
    }
    m_key.assign(decoded.decoded.begin(), decoded.decoded.end());
    m_files.retranslate();
    emit changed();
    return {};
}

Signature SoftwarePresenter::signatureOf(const wire::ReleaseFile& file) const {
    const auto text = crypto::SignedText::parse(file.manifest);
    const bool isOfFile = text && text->title() == kTitle && text->value("version") == m_version &&
                          text->value("file") == file.name && text->value("platform") == file.platform &&
                          text->value("size") == std::to_string(file.size) &&
                          text->value("sha256") == file.sha256;
    if (!isOfFile || std::ranges::find(m_keyNames, text->keyName()) == m_keyNames.end()) {
        return Signature::Differs;
    }
    if (m_key.empty()) {
        return Signature::Matches;
    }
    return text->verify(kPurpose, m_key) ? Signature::Verified : Signature::Wrong;
}

void SoftwarePresenter::makeBundle(const QString& path, const QString& label, int uses, int days) {
    const auto* keyring = session().isOpen() ? session().keyring() : nullptr;
    if (keyring == nullptr || isBusy()) {
        return;
    }
    client::EnrolmentOrder order;
    order.label = ui::toUtf8(label);
    order.useCount = uses;
    order.notAfter = session().clock().now() + std::chrono::days(days);
    order.serverUrl = ui::toUtf8(session().tenant().server);
    order.tenantName = ui::toUtf8(session().tenant().tenantName);
    auto made = keyring->makeEnrolmentCode(order);
    if (!made) {
        beginCommand();
        endCommand(propagate(made.error()));
        return;
    }
    const auto code = std::make_shared<client::IssuedEnrolmentCode>(std::move(*made));
    command([this, code] { return client::EnrolmentCodeService(api()).create(code->request); },
            [this, code, path](const wire::EnrolmentCode&) {
                // only what the server knows is worth a file
                const Status saved = shell::writePrivateFile(path, code->bundle.reveal());
                if (saved) {
                    emit bundleSaved(path);
                } else {
                    // after the command is done, which ends what was said before
                    QTimer::singleShot(0, this,
                                       [this, error = saved.error().code] { emit commandFailed(error); });
                }
            });
}

} // namespace kaomon::software

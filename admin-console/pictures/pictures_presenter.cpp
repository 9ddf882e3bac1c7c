// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures/pictures_presenter.h"

#include <QBuffer>
#include <QImageReader>

#include "domain/role.h"
#include "models/display_text.h"
#include "shell/local_text.h"
#include "ui/qt_text.h"

namespace kaomon::pictures {
namespace {

using models::DisplayText;
using models::ListState;
using models::Tone;

constexpr std::size_t kLargestPicture = 2 * 1024 * 1024; // bytes, as the server takes
constexpr int kMostPixels = 16'000'000;

domain::Role roleOf(const shell::ConsoleSession& session) {
    return domain::roleFromWire(session.user().role).value_or(domain::Role::Member);
}

QString nameOf(const std::optional<std::string>& login) {
    return ui::toQString(login.value_or("–"));
}

} // namespace

PicturesPresenter::PicturesPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model(
          {{[] { return tr("Taken"); },
            [](const wire::Evidence& row) { return DisplayText::time(row.takenAt); }},
           {[] { return tr("PC"); }, [](const wire::Evidence& row) { return ui::toQString(row.deviceName); }},
           {[] { return tr("PC of"); }, [](const wire::Evidence& row) { return nameOf(row.login); }},
           {[] { return tr("Size"); }, [](const wire::Evidence& row) { return shell::bytesText(row.size); }},
           {[] { return tr("Erased on"); },
            [](const wire::Evidence& row) { return DisplayText::time(row.expiresAt).left(10); }},
           {[] { return tr("State"); },
            [](const wire::Evidence& row) {
                return row.state == "complete" ? tr("Complete") : tr("On its way");
            },
            [](const wire::Evidence& row) {
                return std::optional(row.state == "complete" ? Tone::Good : Tone::Neutral);
            }}},
          [](const wire::Evidence& row) { return row.id.text(); })
    , m_opener(session) {
    connect(&m_opener, &shell::BlobOpener::finished, this, &PicturesPresenter::decode);
    connect(&m_opener, &shell::BlobOpener::failed, this, [this](ErrorCode code) { endCommand(fail(code)); });
}

bool PicturesPresenter::mayView() const {
    return session().isOpen() && roleOf(session()) == domain::Role::ImageViewer;
}

void PicturesPresenter::reload() {
    if (!mayView()) {
        setState(ListState::Empty);
        return;
    }
    if (beginLoading(state() == ListState::Content)) {
        fetch({});
    }
}

void PicturesPresenter::fetch(const std::string& cursor) {
    load(client::EvidenceService(api()).list(m_user, m_device, cursor),
         [this, isFirst = cursor.empty()](const wire::EvidencePage& page) {
             isFirst ? m_model.setRows(page.items) : m_model.appendRows(page.items);
             m_next = page.next;
             return m_model.rowCount() == 0 ? ListState::Empty : ListState::Content;
         });
}

void PicturesPresenter::loadMore() {
    if (m_next && beginLoading(true)) {
        fetch(*m_next);
    }
}

void PicturesPresenter::clear() {
    m_model.setRows({});
    m_next.reset();
    m_user.clear();
    m_device.clear();
    forget();
    FeaturePresenter::clear();
}

void PicturesPresenter::setUser(const std::string& user) {
    m_user = user;
    reload();
}

void PicturesPresenter::setDevice(const std::string& device) {
    m_device = device;
    reload();
}

void PicturesPresenter::open(const BlobId& picture, const std::string& reason) {
    if (isBusy() || !session().isOpen()) {
        return;
    }
    forget();
    beginCommand();
    client::EvidenceService(api())
        .open(picture, reason)
        .then(this, [this](const Result<wire::BlobAccess>& access) {
            if (!session().isOpen() || !isBusy()) {
                return;
            }
            if (!access) {
                endCommand(propagate(access.error()));
                return;
            }
            m_opened = access->id;
            m_opener.start(*access, "image", kLargestPicture, [this, access = *access](int part) {
                return client::EvidenceService(api()).part(access, part);
            });
        });
}

// JPEG and PNG only, and no picture that claims to be huge: the PC is not believed.
void PicturesPresenter::decode() {
    QByteArray bytes;
    const auto parts = m_opener.take();
    for (const SecretBytes& part : parts) {
        bytes.append(reinterpret_cast<const char*>(part.reveal().data()),
                     static_cast<qsizetype>(part.reveal().size()));
    }
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, bytes.startsWith("\x89PNG") ? "png" : "jpeg");
    reader.setDecideFormatFromContent(false);
    const QSize size = reader.size();
    if (size.isValid() && static_cast<qint64>(size.width()) * size.height() <= kMostPixels) {
        m_image = reader.read();
    }
    bytes.fill('\0');
    endCommand(m_image.isNull() ? Status(fail(ErrorCode::ProtocolError)) : Status());
}

void PicturesPresenter::forget() {
    m_image.fill(0);
    m_image = {};
    m_opened = {};
    const bool wasRunning = m_opener.isRunning();
    m_opener.clear();
    if (wasRunning && isBusy()) {
        endCommand(fail(ErrorCode::Cancelled));
    }
}

AccessesPresenter::AccessesPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("Time"); },
                [](const wire::BlobAccessEntry& row) { return DisplayText::time(row.at); }},
               {[] { return tr("What"); },
                [](const wire::BlobAccessEntry& row) {
                    return row.kind == "image" ? tr("Picture") : tr("Diagnostics");
                }},
               {[] { return tr("Done"); },
                [](const wire::BlobAccessEntry& row) {
                    return row.action == "opened" ? tr("Opened") : tr("Deleted");
                },
                [](const wire::BlobAccessEntry& row) {
                    return std::optional(row.action == "opened" ? Tone::Warning : Tone::Neutral);
                }},
               {[] { return tr("By"); }, [](const wire::BlobAccessEntry& row) { return nameOf(row.login); }},
               {[] { return tr("Reason"); },
                [](const wire::BlobAccessEntry& row) { return ui::toQString(row.reason); }},
               {[] { return tr("Address"); },
                [](const wire::BlobAccessEntry& row) { return ui::toQString(row.address); }}},
              [](const wire::BlobAccessEntry& row) { return row.id.text(); }) {}

bool AccessesPresenter::mayView() const {
    return session().isOpen() &&
           (roleOf(session()) == domain::Role::Owner || roleOf(session()) == domain::Role::Auditor);
}

void AccessesPresenter::reload() {
    if (!mayView()) {
        setState(ListState::Empty);
        return;
    }
    if (!beginLoading(state() == ListState::Content)) {
        return;
    }
    part(client::EvidenceService(api()).quotas(), [this](const wire::BlobQuotaList& quotas) {
        m_quotas = quotas.items;
        fetch({});
    });
}

void AccessesPresenter::fetch(const std::string& cursor) {
    load(client::EvidenceService(api()).accesses(cursor),
         [this, isFirst = cursor.empty()](const wire::BlobAccessPage& page) {
             isFirst ? m_model.setRows(page.items) : m_model.appendRows(page.items);
             m_next = page.next;
             return m_model.rowCount() == 0 ? ListState::Empty : ListState::Content;
         });
}

void AccessesPresenter::loadMore() {
    if (m_next && beginLoading(true)) {
        fetch(*m_next);
    }
}

void AccessesPresenter::clear() {
    m_model.setRows({});
    m_next.reset();
    m_quotas.clear();
    FeaturePresenter::clear();
}

} // namespace kaomon::pictures

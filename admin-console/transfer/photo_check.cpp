// SPDX-License-Identifier: GPL-3.0-or-later
// The first half of an import of photographs: everything is looked at, and nothing changes.
#include <algorithm>

#include "agentlink/background.h"
#include "base/base64.h"
#include "domain/login_key.h"
#include "transfer/photo_import_presenter.h"
#include "transfer/photo_import_text.h"
#include "ui/qt_text.h"
#include "wire/codec.h"

namespace kaomon::transfer {
namespace {

using agentlink::Answer;
using localipc::Message;
using State = PhotoRow::State;

constexpr std::size_t kLoginsAtOnce = 500;
constexpr std::size_t kPiece = std::size_t{512} * 1024;
constexpr std::chrono::minutes kPatience{3};
constexpr const char* kLabel = "photo";

// Why the server's facts keep a person out; empty: nothing does.
std::string obstacle(const wire::EnrolmentFacts& facts) {
    if (!facts.mayEnrol) {
        return std::string(wireName(ErrorCode::Forbidden));
    }
    if (facts.accountState == "disabled" || facts.accountState == "expired") {
        return std::string(wireName(ErrorCode::UserDisabled));
    }
    if (!facts.consent) {
        return std::string(wireName(ErrorCode::ConsentRequired));
    }
    if (facts.isFrozen) {
        return std::string(wireName(ErrorCode::FaceFrozen));
    }
    return facts.faces + facts.waiting > 0 ? "has_face" : std::string();
}

} // namespace

void PhotoImportPresenter::askAgent() {
    m_link.request({.type = "status", .id = 0, .fields = {}})
        .then(this, [this, run = m_run](const Answer& answer) {
            if (run != m_run) {
                return;
            }
            if (!answer) {
                endWith(answer.error().code);
                return;
            }
            if (answer->text("state") != "active" ||
                answer->text("tenant") != session().tenant().tenant.text()) {
                endWith(ErrorCode::DeviceNotEnrolled);
                return;
            }
            m_device = answer->text("device_id");
            agentlink::runInBackground(
                this, [file = std::filesystem::path(m_path.toStdString())] { return listPhotos(file); },
                [this, run](const Result<std::vector<PhotoFile>>& files) {
                    if (run == m_run) {
                        takeFiles(files);
                    }
                });
        });
}

void PhotoImportPresenter::takeFiles(const Result<std::vector<PhotoFile>>& files) {
    if (!files) {
        endWith(files.error().code);
        return;
    }
    m_logins.clear();
    for (const PhotoFile& file : *files) {
        const bool isPerson = file.verdict == photoarchive::PhotoVerdict::Accepted;
        const std::string key = isPerson ? file.loginKey : "file:" + file.name;
        if (PhotoRow* known = rowOf(key)) {
            ++known->pictures;
            continue;
        }
        PhotoRow row;
        row.key = key;
        row.login = ui::toQString(isPerson ? file.loginKey : file.name);
        row.pictures = isPerson ? 1 : 0;
        if (isPerson) {
            m_logins.push_back(key);
        } else {
            row.state = State::Refused;
            row.reason = photoarchive::toWire(file.verdict);
        }
        m_places.emplace(key, m_rows.size());
        m_rows.push_back(std::move(row));
    }
    m_model.setRows(m_rows);
    setStage(Stage::Checking);
    askFacts(0);
}

void PhotoImportPresenter::askFacts(std::size_t from) {
    if (from >= m_logins.size()) {
        startPictures();
        return;
    }
    const std::size_t to = std::min(from + kLoginsAtOnce, m_logins.size());
    const std::vector<std::string> logins(m_logins.begin() + static_cast<std::ptrdiff_t>(from),
                                          m_logins.begin() + static_cast<std::ptrdiff_t>(to));
    client::AssistedFaceService(api()).facts(logins).then(
        this, [this, run = m_run, to](const Result<wire::EnrolmentFactsList>& list) {
            if (run != m_run) {
                return;
            }
            if (!list) {
                endWith(list.error().code);
                return;
            }
            for (const wire::EnrolmentFacts& facts : list->items) {
                takeFacts(facts);
            }
            askFacts(to);
        });
}

void PhotoImportPresenter::takeFacts(const wire::EnrolmentFacts& facts) {
    const auto key = domain::loginKey(facts.login);
    PhotoRow* row = key ? rowOf(*key) : nullptr;
    if (row == nullptr) {
        return;
    }
    row->facts = facts;
    row->login = ui::toQString(facts.login);
    row->name = ui::toQString(facts.displayName);
    if (std::string reason = obstacle(facts); !reason.empty()) {
        refuse(*row, std::move(reason));
    } else {
        show(*row);
    }
}

void PhotoImportPresenter::startPictures() {
    std::map<std::string, std::size_t> wanted;
    for (PhotoRow& row : m_rows) {
        if (row.state != State::Checking) {
            continue;
        }
        if (!row.facts) {
            refuse(row, std::string(photoarchive::toWire(photoarchive::PhotoVerdict::UnknownUser)));
            continue;
        }
        wanted.emplace(row.key, static_cast<std::size_t>(row.pictures));
    }
    m_done = 0;
    m_total = static_cast<int>(wanted.size());
    m_batch = std::make_shared<PhotoBatch>(std::filesystem::path(m_path.toStdString()), std::move(wanted));
    emit changed();
    nextPerson();
}

void PhotoImportPresenter::nextPerson() {
    agentlink::runInBackground(
        this, [batch = m_batch] { return batch->next(); },
        [this, run = m_run](Result<std::optional<PersonPhotos>> person) {
            if (run != m_run) {
                return;
            }
            if (!person) {
                endWith(person.error().code);
                return;
            }
            if (*person) {
                orderFace(std::make_shared<PersonPhotos>(std::move(**person)));
                return;
            }
            m_batch.reset();
            for (PhotoRow& row : m_rows) { // the file changed between the two readings
                if (row.state == State::Checking) {
                    refuse(row, std::string(photoarchive::toWire(photoarchive::PhotoVerdict::Damaged)));
                }
            }
            setStage(Stage::Checked);
        });
}

void PhotoImportPresenter::orderFace(std::shared_ptr<PersonPhotos> person) {
    const PhotoRow* row = rowOf(person->loginKey);
    if (session().keyring() == nullptr || row == nullptr) {
        endWith(ErrorCode::KeyUnavailable);
        return;
    }
    crypto::EnrolmentTicket ticket;
    ticket.tenant = session().tenant().tenant.text();
    ticket.user = row->facts->user.text();
    ticket.device = m_device;
    ticket.faceTemplate = TemplateId::generate().text();
    ticket.consent = row->facts->consent->text();
    ticket.source = crypto::FaceSource::Photo;
    ticket.hasSecrets = row->facts->hasSecrets;
    const auto record = client::signEnrolmentTicket(*session().keyring(), ticket, session().clock().now());
    if (!record) {
        endWith(record.error().code);
        return;
    }
    Message message{.type = "assistPhotoBegin", .id = 0, .fields = {}};
    message.set("ticket", toBase64Url(*record));
    message.set("label", kLabel);
    message.setFlag("first", m_done == 0); // of this run: faces are compared with each other too
    m_link.request(std::move(message), {}, kPatience)
        .then(this, [this, run = m_run, person](const Answer& answer) {
            if (run == m_run && answer) {
                sendPiece(person, 0, 0);
                return;
            }
            wipePhotos(person->pictures);
            if (run == m_run) {
                takeFace(person->loginKey, answer);
            }
        });
}

void PhotoImportPresenter::sendPiece(std::shared_ptr<PersonPhotos> person, std::size_t picture,
                                     std::size_t offset) {
    const Bytes& bytes = person->pictures[picture];
    const std::size_t size = std::min(kPiece, bytes.size() - offset);
    Message message{.type = "assistPhotoAdd", .id = 0, .fields = {}};
    message.setInteger("picture", static_cast<std::int64_t>(picture));
    message.set("bytes", {reinterpret_cast<const char*>(bytes.data()) + offset, size});
    m_link.request(std::move(message), {}, kPatience)
        .then(this, [this, run = m_run, person, picture, end = offset + size](const Answer& answer) {
            if (run != m_run || !answer) {
                wipePhotos(person->pictures);
                if (run == m_run) {
                    takeFace(person->loginKey, answer);
                }
                return;
            }
            if (end < person->pictures[picture].size()) {
                sendPiece(person, picture, end);
            } else if (picture + 1 < person->pictures.size()) {
                sendPiece(person, picture + 1, 0);
            } else {
                wipePhotos(person->pictures);
                makeFace(person->loginKey);
            }
        });
}

void PhotoImportPresenter::makeFace(const std::string& key) {
    m_link.request({.type = "assistPhotoMake", .id = 0, .fields = {}}, {}, kPatience)
        .then(this, [this, run = m_run, key](const Answer& answer) {
            if (run == m_run) {
                takeFace(key, answer);
            }
        });
}

void PhotoImportPresenter::takeFace(const std::string& key, const Answer& answer) {
    PhotoRow* row = rowOf(key);
    const bool isAgentGone = !answer && (answer.error().code == ErrorCode::AgentUnreachable ||
                                         answer.error().code == ErrorCode::DeviceNotEnrolled);
    if (row == nullptr || isAgentGone) {
        endWith(answer ? ErrorCode::Internal : answer.error().code);
        return;
    }
    ++m_done;
    if (!answer) {
        refuse(*row, std::string(wireName(answer.error().code)));
    } else {
        auto face = wire::decode<wire::FaceTemplate>(answer->text("face"));
        auto witness = fromBase64Url(answer->text("witness"));
        if (!face || !witness || face->user != row->facts->user) {
            endWith(ErrorCode::ProtocolError);
            return;
        }
        row->state = State::Ready;
        row->quality = face->quality.value_or(-1);
        row->note = PhotoImportText::leftOut(*answer);
        row->face = std::move(*face);
        row->witness = std::move(*witness);
        show(*row);
    }
    nextPerson();
}

} // namespace kaomon::transfer

// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/registration/registration_presenter.h"

#include <algorithm>

#include <QPointer>

#include "wire/codec.h"

namespace kaomon::applogin {

namespace {

using agentlink::Answer;
using localipc::Message;

// Entries that a vault cannot have more of.
constexpr std::size_t kMostEntries = 2000;

QString qt(const std::string& text) {
    return QString::fromStdString(text);
}

// The vault has closed meanwhile: the face opens it again, and what was typed is still there.
bool isClosed(ErrorCode code) {
    return code == ErrorCode::NotSignedIn || code == ErrorCode::FaceNoMatch;
}

} // namespace

RegistrationPresenter::RegistrationPresenter(agentlink::AgentLink& link,
                                             std::shared_ptr<DesktopThread> desktop, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_desktop(std::move(desktop))
    , m_scout(m_desktop)
    , m_trial(link, m_desktop) {}

void RegistrationPresenter::setPhase(Phase phase) {
    m_phase = phase;
    emit changed();
}

void RegistrationPresenter::start(const QString& application) {
    m_template = application;
    m_isChange = !application.isEmpty();
    retry();
}

void RegistrationPresenter::retry() {
    m_error.reset();
    setPhase(Phase::Loading);
    m_link.request({.type = "vaultState", .id = 0, .fields = {}}).then(this, [this](const Answer& answer) {
        if (!answer) {
            m_error = answer.error().code;
            setPhase(Phase::Failed);
        } else if (!answer->flag("enabled")) {
            setPhase(Phase::Disabled);
        } else if (!answer->flag("user_templates")) {
            setPhase(Phase::SwitchedOff);
        } else if (answer->flag("open")) {
            loadEntries({});
        } else {
            setPhase(Phase::Closed);
        }
    });
}

void RegistrationPresenter::open() {
    if (m_phase != Phase::Closed) {
        return;
    }
    m_error.reset();
    m_hint.reset();
    setPhase(Phase::Looking);
    const auto progress = [self = QPointer<RegistrationPresenter>(this)](const Message& seen) {
        if (self && self->m_phase == Phase::Looking) {
            self->m_hint = errorCodeFromWire(seen.text("state"));
            emit self->changed();
        }
    };
    m_link
        .request({.type = "vaultOpen", .id = 0, .fields = {}}, progress, agentlink::AgentLink::kLongPatience)
        .then(this, [this](const Answer& answer) {
            if (m_phase != Phase::Looking) {
                return; // given up meanwhile
            }
            if (answer) {
                loadEntries({});
            } else {
                m_error = answer.error().code;
                setPhase(Phase::Closed);
            }
        });
}

void RegistrationPresenter::cancelOpening() {
    if (m_phase == Phase::Looking) {
        m_link.post({.type = "vaultClose", .id = 0, .fields = {}});
        setPhase(Phase::Closed);
    }
}

void RegistrationPresenter::loadEntries(const QString& after) {
    if (after.isEmpty()) {
        m_entries.clear();
    }
    m_link.request({.type = "vaultList", .id = 0, .fields = {{"after", after.toStdString()}}})
        .then(this, [this](const Answer& answer) {
            const auto list = answer ? wire::decode<wire::VaultEntrySummaryList>(answer->text("entries"))
                                     : Result<wire::VaultEntrySummaryList>(propagate(answer.error()));
            if (!list || m_entries.size() > kMostEntries) {
                onRefused(list ? ErrorCode::ProtocolError : list.error().code);
                return;
            }
            m_entries.insert(m_entries.end(), list->items.begin(), list->items.end());
            if (const QString next = qt(answer->text("next")); !next.isEmpty()) {
                loadEntries(next);
                return;
            }
            onLoaded();
        });
}

void RegistrationPresenter::onRefused(ErrorCode code) {
    m_error = code;
    setPhase(isClosed(code) ? Phase::Closed : Phase::Failed);
}

// A second time, after the vault was opened again, what the person has done meanwhile stays.
void RegistrationPresenter::onLoaded() {
    if (!m_isLoaded && m_isChange) {
        const auto found = std::ranges::find_if(m_entries, [&](const wire::VaultEntrySummary& entry) {
            return qt(entry.id.text()) == m_template && entry.templateJson;
        });
        const auto form = found != m_entries.end() ? AppTemplate::parse(*found->templateJson)
                                                   : Result<AppTemplate>(fail(ErrorCode::NotFound));
        if (!form) {
            m_error = form.error().code;
            setPhase(Phase::Failed);
            return;
        }
        m_draft = RegistrationDraft::from(*form);
        const auto used = std::ranges::find_if(m_entries, [&](const wire::VaultEntrySummary& entry) {
            return entry.appTemplate && qt(entry.appTemplate->text()) == m_template;
        });
        m_entry = used != m_entries.end() ? qt(used->id.text()) : QString();
    }
    m_isLoaded = true;
    setPhase(Phase::Ready);
    emit loaded();
}

void RegistrationPresenter::takeWindow() {
    if (m_scout.picked()) {
        const WindowFacts& window = m_scout.picked()->window;
        if (m_draft.base.name.empty()) {
            m_draft = RegistrationDraft::suggest(window);
        } else {
            m_draft.takeAgain(window);
        }
        emit changed();
    }
}

void RegistrationPresenter::addPage() {
    if (m_scout.picked()) {
        m_draft.addPage(m_scout.picked()->window);
        emit changed();
    }
}

std::vector<wire::VaultEntrySummary> RegistrationPresenter::logins() const {
    std::vector<wire::VaultEntrySummary> found;
    std::ranges::copy_if(m_entries, std::back_inserter(found),
                         [](const wire::VaultEntrySummary& entry) { return entry.kind == "login"; });
    std::ranges::sort(found, [](const auto& a, const auto& b) {
        return QString::localeAwareCompare(qt(a.title), qt(b.title)) < 0;
    });
    return found;
}

long long RegistrationPresenter::versionOf(const QString& id) const {
    const auto kept = std::ranges::find(m_versions, id, &std::pair<QString, long long>::first);
    if (kept != m_versions.end()) {
        return kept->second;
    }
    const auto found = std::ranges::find_if(
        m_entries, [&](const wire::VaultEntrySummary& entry) { return qt(entry.id.text()) == id; });
    return found != m_entries.end() ? found->version : 0;
}

void RegistrationPresenter::keepVersion(const QString& id, long long version) {
    std::erase_if(m_versions, [&](const auto& one) { return one.first == id; });
    m_versions.emplace_back(id, version);
}

void RegistrationPresenter::save(RegistrationEntry entry) {
    if (m_phase != Phase::Ready) {
        return;
    }
    m_error.reset();
    m_isSaved = false;
    auto form = m_draft.build();
    if (!form) {
        m_error = form.error().code;
        emit changed();
        return;
    }
    Message message{"vaultSave", 0, {}};
    message.set("id", m_template.toStdString());
    message.setInteger("version", versionOf(m_template));
    message.set("kind", "template");
    message.set("title", form->name);
    if (!m_template.isEmpty()) {
        form->version = m_draft.base.version = m_draft.base.version + 1;
    }
    message.set("notes", form->toJson());
    m_savedForm = std::move(*form);
    setPhase(Phase::Saving);
    const auto kept = std::make_shared<RegistrationEntry>(std::move(entry));
    m_link.request(std::move(message)).then(this, [this, kept](const Answer& answer) {
        if (!answer) {
            m_error = answer.error().code;
            setPhase(isClosed(*m_error) ? Phase::Closed : Phase::Ready);
            return;
        }
        m_template = qt(answer->text("id"));
        m_wasCopied = answer->flag("copy");
        keepVersion(m_template, answer->integer("version").value_or(0));
        saveEntry(*kept);
    });
}

void RegistrationPresenter::saveEntry(RegistrationEntry& entry) {
    Message message{"vaultSave", 0, {}};
    message.set("id", entry.id.toStdString());
    message.setInteger("version", versionOf(entry.id));
    message.set("app_template", m_template.toStdString());
    if (!entry.title.isEmpty()) {
        message.set("title", entry.title.toStdString());
        message.set("user_name", entry.userName.toStdString());
        message.set("notes", entry.notes.toStdString());
    }
    if (entry.secret) {
        message.set("secret", entry.secret->reveal());
    }
    if (entry.totp) {
        message.set("totp", entry.totp->reveal());
    }
    m_link.request(std::move(message)).then(this, [this](const Answer& answer) {
        if (!answer) {
            m_error = answer.error().code;
            setPhase(isClosed(*m_error) ? Phase::Closed : Phase::Ready);
            return;
        }
        m_entry = qt(answer->text("id"));
        m_wasCopied = m_wasCopied || answer->flag("copy");
        keepVersion(m_entry, answer->integer("version").value_or(0));
        m_isSaved = true;
        setPhase(Phase::Ready);
        emit saved();
    });
}

void RegistrationPresenter::tryOut() {
    if (m_isSaved) {
        const auto& picked = m_scout.picked();
        m_trial.start(picked ? picked->window.window : 0, m_entry, m_savedForm);
    }
}

} // namespace kaomon::applogin

// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/vault_presenter.h"

#include <algorithm>

#include "vault/password_generator.h"
#include "wire/codec.h"

namespace kaomon::vaultpage {

namespace {

using agentlink::Answer;
using localipc::Message;

QString qt(const std::string& text) {
    return QString::fromStdString(text);
}

bool holds(const wire::VaultEntrySummary& entry, const QString& word) {
    QStringList texts{qt(entry.title), qt(entry.userName), qt(entry.url)};
    for (const std::string& tag : entry.tags) {
        texts.append(qt(tag));
    }
    return std::ranges::any_of(texts, [&](const QString& text) {
        return text.normalized(QString::NormalizationForm_KC)
            .contains(word.normalized(QString::NormalizationForm_KC), Qt::CaseInsensitive);
    });
}

} // namespace

VaultPresenter::VaultPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session, QObject* parent)
    : QObject(parent)
    , m_link(link) {
    connect(&session, &agentlink::ClientSession::signedOut, this, [this] {
        forget();
        setPhase(Phase::Loading);
    });
}

void VaultPresenter::setPhase(Phase phase) {
    m_phase = phase;
    emit changed();
}

void VaultPresenter::forget() {
    ++m_generation;
    m_entries.clear();
    m_revealed.clear();
    m_revealedId.clear();
    m_hint.reset();
    m_error.reset();
}

void VaultPresenter::onFailed(ErrorCode code) {
    m_hint.reset();
    m_error = code;
    setPhase(m_entries.empty() ? Phase::Closed : Phase::Open);
}

std::vector<wire::VaultEntrySummary> VaultPresenter::entries(const QString& search) const {
    const QStringList words = search.split(u' ', Qt::SkipEmptyParts);
    std::vector<wire::VaultEntrySummary> found;
    for (const wire::VaultEntrySummary& entry : m_entries) {
        const bool isMeant =
            std::ranges::all_of(words, [&](const QString& word) { return holds(entry, word); });
        if (isMeant && (entry.kind == "login" || isBlind(entry))) {
            found.push_back(entry);
        }
    }
    std::ranges::sort(found, [](const auto& a, const auto& b) {
        return QString::localeAwareCompare(qt(a.title), qt(b.title)) < 0;
    });
    return found;
}

void VaultPresenter::load() {
    forget();
    setPhase(Phase::Loading);
    m_link.request({.type = "vaultState", .id = 0, .fields = {}})
        .then(this, [this, generation = m_generation](const Answer& answer) {
            if (generation != m_generation) {
                return;
            }
            if (!answer) {
                m_error = answer.error().code;
                setPhase(Phase::Failed);
                return;
            }
            m_mayReveal = answer->flag("reveal_allowed");
            m_mayTeach = answer->flag("user_templates");
            m_missing = static_cast<int>(answer->integer("missing").value_or(0));
            if (!answer->flag("enabled")) {
                setPhase(Phase::Disabled);
            } else if (answer->flag("open")) {
                loadEntries({});
            } else {
                setPhase(Phase::Closed);
            }
        });
}

agentlink::AgentLink::Progress VaultPresenter::progress() {
    return [this, generation = m_generation](const Message& message) {
        if (generation == m_generation) {
            m_hint = errorCodeFromWire(message.text("state"));
            emit changed();
        }
    };
}

void VaultPresenter::open() {
    if (m_phase != Phase::Closed) {
        return;
    }
    forget();
    setPhase(Phase::Looking);
    m_link
        .request({.type = "vaultOpen", .id = 0, .fields = {}}, progress(),
                 agentlink::AgentLink::kLongPatience)
        .then(this, [this, generation = m_generation](const Answer& answer) {
            if (generation != m_generation) {
                return;
            }
            answer ? loadEntries({}) : onFailed(answer.error().code);
        });
}

void VaultPresenter::cancel() {
    if (m_phase == Phase::Looking) {
        m_link.post({.type = "vaultClose", .id = 0, .fields = {}});
        forget();
        setPhase(Phase::Closed);
    }
}

void VaultPresenter::loadEntries(const QString& after) {
    if (after.isEmpty()) {
        m_entries.clear();
    }
    m_link.request({.type = "vaultList", .id = 0, .fields = {{"after", after.toStdString()}}})
        .then(this, [this, generation = m_generation](const Answer& answer) {
            if (generation != m_generation) {
                return;
            }
            const auto list = answer ? wire::decode<wire::VaultEntrySummaryList>(answer->text("entries"))
                                     : Result<wire::VaultEntrySummaryList>(propagate(answer.error()));
            if (!list) {
                m_entries.clear();
                m_error = list.error().code;
                setPhase(list.error().code == ErrorCode::NotSignedIn ? Phase::Closed : Phase::Failed);
                return;
            }
            m_entries.insert(m_entries.end(), list->items.begin(), list->items.end());
            if (const QString next = qt(answer->text("next")); !next.isEmpty()) {
                loadEntries(next);
                return;
            }
            setPhase(Phase::Open);
        });
}

void VaultPresenter::close() {
    m_link.post({.type = "vaultClose", .id = 0, .fields = {}});
    forget();
    setPhase(Phase::Closed);
}

void VaultPresenter::save(EntryDraft draft) {
    if (m_phase != Phase::Open) {
        return;
    }
    m_error.reset();
    hide();
    Message message{"vaultSave", 0, {}};
    message.set("id", draft.id.toStdString());
    message.setInteger("version", draft.version);
    message.set("title", draft.title.toStdString());
    message.set("user_name", draft.userName.toStdString());
    message.set("url", draft.url.toStdString());
    message.set("tags", draft.tags.join(u'\n').toStdString());
    if (draft.secret) {
        message.set("secret", draft.secret->reveal());
    }
    if (draft.totp) {
        message.set("totp", draft.totp->reveal());
    }
    if (draft.application) {
        message.set("app_template", draft.application->toStdString());
    }
    change(std::move(message));
}

// Either `vaultSave` or `vaultRemove`.
void VaultPresenter::change(Message message) {
    const bool isSave = message.type == "vaultSave";
    setPhase(Phase::Saving);
    m_link.request(std::move(message))
        .then(this, [this, isSave, generation = m_generation](const Answer& answer) {
            if (generation != m_generation) {
                return;
            }
            if (!answer) {
                m_error = answer.error().code;
                setPhase(Phase::Open);
                return;
            }
            if (isSave) {
                m_wasCopied = answer->flag("copy");
                emit saved();
            }
            loadEntries({});
        });
}

void VaultPresenter::remove(const QString& id) {
    if (m_phase != Phase::Open) {
        return;
    }
    m_error.reset();
    change({.type = "vaultRemove", .id = 0, .fields = {{"id", id.toStdString()}}});
}

std::vector<Application> VaultPresenter::applications() const {
    std::vector<Application> found;
    for (const wire::VaultEntrySummary& entry : m_entries) {
        const bool isOfCompany = entry.kind == "company_template";
        if (entry.kind != "template" && !isOfCompany) {
            continue;
        }
        Application application{qt(entry.id.text()), entry.version, qt(entry.title), {}, {}, isOfCompany};
        if (auto form = applogin::AppTemplate::parse(entry.templateJson.value_or(std::string()))) {
            application.form = std::move(*form);
        }
        for (const wire::VaultEntrySummary& login : m_entries) {
            if (login.appTemplate == entry.id) {
                application.entries.append(qt(login.title));
            }
        }
        found.push_back(std::move(application));
    }
    std::ranges::sort(found, [](const Application& a, const Application& b) {
        return QString::localeAwareCompare(a.title, b.title) < 0;
    });
    return found;
}

std::optional<Application> VaultPresenter::application(const QString& id) const {
    const auto all = applications();
    const auto found = std::ranges::find(all, id, &Application::id);
    return found != all.end() && found->form ? std::optional(*found) : std::nullopt;
}

void VaultPresenter::saveApplication(const Application& application) {
    if (m_phase != Phase::Open) {
        return;
    }
    m_error.reset();
    Message message{"vaultSave", 0, {}};
    message.set("id", application.id.toStdString());
    message.setInteger("version", application.version);
    message.set("kind", "template");
    message.set("title", application.title.toStdString());
    message.set("notes", application.form->toJson());
    change(std::move(message));
}

void VaultPresenter::setApplicationEnabled(const QString& id, bool isEnabled) {
    if (auto changed = application(id)) {
        changed->form->isEnabled = isEnabled;
        ++changed->form->version;
        saveApplication(*changed);
    }
}

void VaultPresenter::duplicateApplication(const QString& id, const QString& title) {
    if (auto copy = application(id)) {
        copy->id.clear();
        copy->version = 0;
        copy->title = title;
        copy->form->name = title.toStdString();
        copy->form->version = 1;
        saveApplication(*copy);
    }
}

void VaultPresenter::reveal(const QString& id) {
    if (m_phase != Phase::Open) {
        return;
    }
    m_error.reset();
    const auto take = [this, id, generation = m_generation](Answer& answer) {
        if (generation != m_generation) {
            return;
        }
        m_hint.reset();
        if (answer) {
            m_revealed = SecretString(answer->text("secret"));
            m_revealedId = id;
        } else {
            m_error = answer.error().code;
        }
        emit changed();
    };
    m_link.requestSecret(this, {.type = "vaultReveal", .id = 0, .fields = {{"id", id.toStdString()}}}, take,
                         progress(), agentlink::AgentLink::kLongPatience);
}

void VaultPresenter::hide() {
    m_revealed.clear();
    m_revealedId.clear();
    emit changed();
}

SecretString VaultPresenter::makeSecret() {
    auto secret = vault::makePassword({});
    return secret ? std::move(*secret) : SecretString();
}

} // namespace kaomon::vaultpage

// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/account_links_presenter.h"

#include <algorithm>

#include "client/document_calls.h"
#include "ui/qt_text.h"
#include "wire/codec.h"

namespace kaomon::users {
namespace {

const std::string kKind = "account_links";

bool isSame(const wire::AccountLink& a, const wire::AccountLink& b) {
    return a.authority == b.authority && a.name == b.name;
}

} // namespace

AccountLinksPresenter::AccountLinksPresenter(shell::ConsoleSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session) {
    connect(&session, &shell::ConsoleSession::rightsChanged, this, &AccountLinksPresenter::changed);
}

void AccountLinksPresenter::show(const UserId& user) {
    const int generation = ++m_generation;
    if (m_user != user) {
        m_links.clear();
        m_document.reset();
    }
    m_user = user;
    m_error.reset();
    m_isBusy = !user.isEmpty() && m_session.isOpen();
    emit changed();
    if (m_isBusy) {
        fetchDocuments(generation);
    }
}

void AccountLinksPresenter::fetchDocuments(int generation) {
    client::fetchDocuments(m_session.api(), kKind, {scope()})
        .then(this, [this, generation](const Result<wire::PolicyDocumentList>& list) {
            if (generation != m_generation) {
                return;
            }
            if (!list) {
                stop(list.error().code);
                return;
            }
            takeDocuments(*list);
            fetchDevices(generation);
        });
}

void AccountLinksPresenter::takeDocuments(const wire::PolicyDocumentList& list) {
    const auto found = std::ranges::find_if(list.items, [&](const auto& document) {
        return document.kind == kKind && document.scope == scope();
    });
    m_links.clear();
    m_document.reset();
    if (found == list.items.end()) {
        return;
    }
    m_document = *found;
    if (m_session.keyring() == nullptr) {
        m_error = ErrorCode::KeyUnavailable;
        return;
    }
    const auto document = m_session.keyring()->openDocument(*found);
    const auto body = document ? wire::decode<wire::AccountLinksBody>(document->body)
                               : Result<wire::AccountLinksBody>(propagate(document.error()));
    if (!body) {
        m_error = body.error().code;
    } else if (body->user != m_user) {
        m_error = ErrorCode::PolicyUnsigned; // a document of somebody else under this user's name
    } else {
        m_links = body->links;
    }
}

void AccountLinksPresenter::fetchDevices(int generation) {
    client::DeviceService(m_session.api())
        .list({500, {}})
        .then(this, [this, generation](const Result<wire::DevicePage>& page) {
            if (generation != m_generation) {
                return;
            }
            if (!page) {
                stop(page.error().code);
                return;
            }
            m_devices = page->items;
            std::erase_if(m_devices, [](const wire::Device& device) { return device.state == "revoked"; });
            m_isBusy = false;
            emit changed();
        });
}

void AccountLinksPresenter::stop(ErrorCode code) {
    m_error = code;
    m_isBusy = false;
    emit changed();
}

QString AccountLinksPresenter::authorityName(const std::string& authority) const {
    const auto device = std::ranges::find_if(
        m_devices, [&](const wire::Device& candidate) { return candidate.id.text() == authority; });
    return ui::toQString(device == m_devices.end() ? authority : device->name);
}

void AccountLinksPresenter::add(const std::string& authority, const QString& account) {
    const wire::AccountLink link{authority, ui::toUtf8(account.trimmed())};
    if (m_isBusy || authority.empty() || link.name.empty()) {
        return;
    }
    if (std::ranges::any_of(m_links, [&](const auto& known) { return isSame(known, link); })) {
        emit linked();
        return;
    }
    std::vector<wire::AccountLink> links = m_links;
    links.push_back(link);
    store(std::move(links));
}

void AccountLinksPresenter::remove(const wire::AccountLink& link) {
    std::vector<wire::AccountLink> links = m_links;
    std::erase_if(links, [&](const auto& known) { return isSame(known, link); });
    if (!m_isBusy && links.size() != m_links.size()) {
        store(std::move(links));
    }
}

void AccountLinksPresenter::store(std::vector<wire::AccountLink> links) {
    if (!m_session.isOpen() || m_session.keyring() == nullptr) {
        stop(ErrorCode::KeyUnavailable);
        return;
    }
    const auto document =
        m_session.keyring()->signNextLinks(m_user, m_document, links, m_session.clock().now());
    if (!document) {
        stop(document.error().code);
        return;
    }
    m_isBusy = true;
    m_error.reset();
    emit changed();
    const int generation = ++m_generation;
    client::PolicyService(m_session.api())
        .put(*document)
        .then(this,
              [this, generation, links, signedNow = *document](const Result<wire::PolicyDocument>& stored) {
                  if (generation != m_generation) {
                      return;
                  }
                  if (!stored) {
                      stop(stored.error().code);
                      return;
                  }
                  m_document = signedNow;
                  m_links = links;
                  m_isBusy = false;
                  emit changed();
                  emit linked();
              });
}

} // namespace kaomon::users

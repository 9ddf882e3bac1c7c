// SPDX-License-Identifier: GPL-3.0-or-later
#include "appfill/app_templates_presenter.h"

#include <algorithm>

#include "applogin/template_file.h"
#include "client/services.h"
#include "ui/qt_text.h"
#include "wire/codec.h"

namespace kaomon::appfill {
namespace {

using models::ListState;
using models::Tone;

const std::string kTemplate = "app_template";

QString rolloutText(const CompanyTemplate& row) {
    if (row.body.isWithdrawn) {
        return AppTemplatesPresenter::tr("Withdrawn");
    }
    const auto groups = static_cast<int>(row.body.deviceGroups.size());
    const QString share = AppTemplatesPresenter::tr("%1 % of the PCs").arg(row.body.percent);
    return groups == 0 ? share
                       : AppTemplatesPresenter::tr("%1 and %n group(s) of PCs", nullptr, groups).arg(share);
}

QString stateText(const CompanyTemplate& row) {
    if (row.isVoid) {
        return AppTemplatesPresenter::tr("Signed by nobody who may; sign it again");
    }
    return row.form ? QString() : AppTemplatesPresenter::tr("Made by a newer version");
}

// What the stored document says, whoever signed it.
std::optional<CompanyTemplate> read(const wire::PolicyDocument& document,
                                    const client::AdminKeyring* keyring) {
    const auto record = crypto::SignedRecord::decode(document.record);
    const auto policy = record ? crypto::SignedPolicy::read(*record)
                               : Result<crypto::SignedPolicy>(propagate(record.error()));
    const auto body = policy && policy->kind == kTemplate
                          ? wire::decode<wire::AppTemplateBody>(policy->body)
                          : Result<wire::AppTemplateBody>(fail(ErrorCode::ValidationFailed));
    if (!body || document.scope != "app:" + body->id.text()) {
        return std::nullopt;
    }
    CompanyTemplate one{*body, document.version, {}, keyring == nullptr || !keyring->openDocument(document)};
    if (auto form = applogin::AppTemplate::parse(body->templateJson)) {
        one.form = std::move(*form);
    }
    return one;
}

} // namespace

AppTemplatesPresenter::AppTemplatesPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("Application"); }, [](const CompanyTemplate& row) { return nameOf(row); }},
               {[] { return tr("Rolled out to"); }, rolloutText,
                [](const CompanyTemplate& row) {
                    return std::optional(row.body.isWithdrawn ? Tone::Neutral : Tone::Good);
                }},
               {[] { return tr("Version"); },
                [](const CompanyTemplate& row) { return QString::number(row.version); }},
               {[] { return tr("State"); }, stateText}},
              [](const CompanyTemplate& row) { return row.body.id.text(); }) {}

void AppTemplatesPresenter::reload() {
    if (!beginLoading(state() == ListState::Content)) {
        return;
    }
    // Only names, which some roles may not read.
    optionalPart(client::DeviceGroupService(api()).list(),
                 [this](const std::optional<wire::DeviceGroupList>& list) {
                     m_groups = list ? list->items : std::vector<wire::DeviceGroup>();
                     loadTemplates();
                 });
}

void AppTemplatesPresenter::loadTemplates() {
    load(client::PolicyService(api()).list(kTemplate), [this](const wire::PolicyDocumentList& list) {
        m_documents = list.items;
        std::vector<CompanyTemplate> rows;
        for (const wire::PolicyDocument& document : list.items) {
            if (auto one = read(document, session().keyring())) {
                rows.push_back(std::move(*one));
            }
        }
        m_model.setRows(std::move(rows));
        return m_model.rowCount() == 0 ? ListState::Empty : ListState::Content;
    });
}

void AppTemplatesPresenter::clear() {
    m_model.setRows({});
    m_documents.clear();
    m_groups.clear();
    FeaturePresenter::clear();
}

long long AppTemplatesPresenter::versionOf(const std::string& scope) const {
    const auto found = std::ranges::find(m_documents, scope, &wire::PolicyDocument::scope);
    return found == m_documents.end() ? 0 : found->version;
}

// One after the other: each is a document of its own.
void AppTemplatesPresenter::put(std::vector<wire::AppTemplateBody> bodies, std::size_t at) {
    const wire::AppTemplateBody& body = bodies[at];
    const std::string scope = "app:" + body.id.text();
    const auto keyring = session().keyring();
    auto document = keyring ? keyring->signDocument(kTemplate, scope, versionOf(scope) + 1,
                                                    wire::encode(body), session().clock().now())
                            : Result<wire::PolicyDocument>(fail(ErrorCode::KeyUnavailable));
    if (!document) {
        emit commandFailed(document.error().code);
        return;
    }
    const bool isLast = at + 1 == bodies.size();
    command([this, document = std::move(*document)] { return client::PolicyService(api()).put(document); },
            [this, isLast, bodies = std::move(bodies), at](const wire::PolicyDocument&) {
                if (isLast) {
                    reload();
                } else {
                    QMetaObject::invokeMethod(
                        this, [this, bodies, at] { put(bodies, at + 1); }, Qt::QueuedConnection);
                }
            });
}

void AppTemplatesPresenter::import(const QByteArray& file) {
    const auto read =
        applogin::readTemplateFile(std::string_view(file.constData(), static_cast<std::size_t>(file.size())));
    if (!read) {
        emit commandFailed(read.error().code);
        return;
    }
    std::vector<wire::AppTemplateBody> bodies;
    for (const auto& one : *read) {
        if (!one) {
            emit commandFailed(one.error().code);
            return;
        }
        bodies.push_back({VaultItemId::generate(), one->toJson(), 0, {}, false});
    }
    put(std::move(bodies), 0);
}

void AppTemplatesPresenter::rollOut(const CompanyTemplate& one, int percent,
                                    const std::vector<std::string>& deviceGroups) {
    wire::AppTemplateBody body = one.body;
    body.percent = std::clamp(percent, 0, 100);
    body.deviceGroups = deviceGroups;
    body.isWithdrawn = false;
    put({std::move(body)}, 0);
}

void AppTemplatesPresenter::withdraw(const CompanyTemplate& one) {
    wire::AppTemplateBody body = one.body;
    body.isWithdrawn = true;
    put({std::move(body)}, 0);
}

QString AppTemplatesPresenter::nameOf(const VaultItemId& id) const {
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.row(row)->body.id == id) {
            return nameOf(*m_model.row(row));
        }
    }
    return tr("(not there any more)");
}

QString AppTemplatesPresenter::nameOf(const CompanyTemplate& one) {
    return ui::toQString(one.form ? one.form->name : one.body.id.text());
}

} // namespace kaomon::appfill

// SPDX-License-Identifier: GPL-3.0-or-later
//
// A10 on the server's side: somebody changes what is signed or sealed where it is stored. The server hands it
// out as it finds it, or not at all; whoever it is for takes none of it.
#include <algorithm>
#include <functional>

#include "base/base64.h"
#include "soak_context.h"
#include "storage/database.h"
#include "storage/query.h"
#include "wire/document_pages.h"

namespace kaomon::soak {
namespace {

using storage::UnitOfWork;

// A column that holds one signed or sealed value of the tenant, and what its receiver makes of an answer of
// the server: true when it is believed.
struct Stored {
    std::string what;
    std::string table;
    std::string column;
    std::string where; // beside the tenant
    std::function<bool()> isBelieved;
};

// With the password of the database.
class Rows {
public:
    explicit Rows(SoakContext& soak)
        : m_soak(soak) {
        auto opened = storage::Database::open({.url = soak.backend.url(), .isMigrating = false});
        if (soak.requireReady(opened.has_value(), "the database does not open")) {
            m_database = std::move(*opened);
        }
    }
    [[nodiscard]] std::string read(const Stored& stored) {
        const std::string sql =
            "SELECT " + stored.column + " FROM " + stored.table + " WHERE tenant_id = :tenant" + stored.where;
        const auto found = m_database->runBlocking(
            storage::Access::Read, m_soak.kit->tenant, [&](UnitOfWork& unit) -> Result<std::string> {
                const auto row = storage::Query(unit, sql).bind("tenant", unit.tenant()).first<std::string>();
                return row ? std::get<0>(*row) : std::string();
            });
        return found.value_or("");
    }
    void write(const Stored& stored, const std::string& text) {
        const std::string sql = "UPDATE " + stored.table + " SET " + stored.column +
                                " = :text WHERE tenant_id = :tenant" + stored.where;
        const auto rows = m_database->runBlocking(
            storage::Access::Write, m_soak.kit->tenant, [&](UnitOfWork& unit) -> Result<long long> {
                return storage::Query(unit, sql).bind("text", text).bind("tenant", unit.tenant()).run();
            });
        (void)m_soak.requireReady(rows && *rows == 1, stored.what + " cannot be changed");
    }
    [[nodiscard]] bool isOpen() const { return m_database != nullptr; }

private:
    SoakContext& m_soak;
    std::unique_ptr<storage::Database> m_database;
};

// One of everything that a tenant has, and its receivers.
class Receivers {
public:
    explicit Receivers(SoakContext& soak)
        : m_soak(soak)
        , m_kit(*soak.kit) {}

    [[nodiscard]] bool prepare() {
        m_pc = m_kit.addPc();
        Caller caller = Caller::console();
        auto person = m_pc ? m_kit.addPerson("reader", "member", &*m_pc, caller) : std::nullopt;
        if (!person) {
            return false;
        }
        m_person = std::move(person);
        const std::string user = m_person->id.text();
        const wire::Consent consent{ConsentId::generate(), m_person->id, "1", "ja", test::wallNow()};
        const auto face = m_kit.face(*m_person, *m_pc, consent.id);
        m_vault =
            crypto::wrapVaultKeyByPassword(crypto::SecretKey::generate(), m_wrap, m_kit.tenant.text(), user);
        const wire::UserKeys wraps{m_person->id, {}, {{"password", "", m_vault}}};
        return send("POST", "/v1/consents", wire::encode(consent), caller) == 201 &&
               send("POST", "/v1/users/" + user + "/templates", wire::encode(face), caller) == 201 &&
               send("PUT", "/v1/users/" + user + "/vault-keys", wire::encode(wraps), caller) == 204;
    }

    // With a client that believes all that it can read, for the control of this case.
    [[nodiscard]] std::vector<Stored> all(bool isTrusting) const {
        const std::string user = " AND user_id = '" + m_person->id.text() + "'";
        std::vector<Stored> all{
            {"the manifest", "tenant_trust", "record", "", [=, this] { return manifest(isTrusting); }},
            {"a policy", "policy_document", "record", " AND kind = 'policy' AND scope = 'tenant'",
             [=, this] { return policy(isTrusting); }},
            {"the root's seal", "key_seal", "sealed", " AND kind = 'tr'",
             [=, this] { return rootSeal(isTrusting); }},
            {"a vault key", "user_key", "sealed", user + " AND kind = 'password'",
             [=, this] { return vaultKey(isTrusting); }}};
        for (const char* column : {"ciphertext", "signature"}) {
            all.push_back({std::string("a face's ") + column, "face_template", column, user,
                           [=, this] { return face(isTrusting); }});
        }
        all.push_back(
            {"a face's key", "template_key", "wrapped", user, [=, this] { return face(isTrusting); }});
        return all;
    }

private:
    [[nodiscard]] int send(const std::string& method, const std::string& path, const std::string& body,
                           Caller& by) {
        m_kit.lastReply = m_soak.client->send({method, path, body}, &by);
        return m_kit.lastReply.status;
    }
    template<class T>
    [[nodiscard]] std::optional<T> get(const std::string& target) const {
        const Reply reply = m_soak.client->send({"GET", target}, &m_kit.console);
        return reply.status == 200 ? test::bodyOf<T>(reply) : std::nullopt;
    }

    [[nodiscard]] bool manifest(bool isTrusting) const {
        const auto document = get<wire::ManifestDocument>("/v1/manifest");
        const auto record = document ? crypto::SignedRecord::decode(document->record)
                                     : Result<crypto::SignedRecord>(fail(ErrorCode::NotFound));
        return record && (isTrusting || crypto::TenantManifest::verify(*record, m_kit.keys.root.publicKey(),
                                                                       m_kit.tenant.text(), 1));
    }
    [[nodiscard]] bool policy(bool isTrusting) const {
        const auto page = get<wire::PolicyDocumentPage>("/v1/policies?kind=policy&scope=tenant");
        const auto record = page && page->items.size() == 1
                                ? crypto::SignedRecord::decode(page->items.front().record)
                                : Result<crypto::SignedRecord>(fail(ErrorCode::NotFound));
        return record && (isTrusting || crypto::SignedPolicy::verify(*record, m_kit.manifest, 1));
    }
    [[nodiscard]] bool rootSeal(bool isTrusting) const {
        const auto seals = get<wire::KeySealList>("/v1/key-seals");
        const auto seal = seals ? std::ranges::find(seals->items, "tr", &wire::KeySeal::kind)
                                : std::vector<wire::KeySeal>::const_iterator();
        if (!seals || seal == seals->items.end()) {
            return false;
        }
        const std::string context =
            crypto::sealContext(m_kit.tenant.text(), "tr", seal->keyId, m_kit.owner.id.text());
        return isTrusting || crypto::openSealed(m_kit.owner.identity.box, context, seal->sealed);
    }
    [[nodiscard]] bool vaultKey(bool isTrusting) const {
        const std::string user = m_person->id.text();
        const auto keys = get<wire::UserKeys>("/v1/users/" + user + "/keys");
        const auto isWrap = [](const wire::VaultKeyWrap& wrap) { return wrap.kind == "password"; };
        const auto wrap = keys ? std::ranges::find_if(keys->vaultKeys, isWrap)
                               : std::vector<wire::VaultKeyWrap>::const_iterator();
        return keys && wrap != keys->vaultKeys.end() &&
               (isTrusting ||
                crypto::unwrapVaultKeyByPassword(wrap->sealed, m_wrap, m_kit.tenant.text(), user));
    }
    [[nodiscard]] bool face(bool isTrusting) const {
        const std::string user = m_person->id.text();
        const auto list = get<wire::FaceTemplateList>("/v1/users/" + user + "/templates");
        if (!list || list->items.size() != 1) {
            return false;
        }
        const wire::FaceTemplate& found = list->items.front();
        const crypto::SealedTemplate sealed{
            .tenant = m_kit.tenant.text(),
            .user = user,
            .id = found.id.text(),
            .version = static_cast<std::uint64_t>(found.version),
            .epoch = static_cast<std::uint64_t>(found.epoch),
            .modelId = found.modelId,
            .ciphertext = found.ciphertext,
            .keys = {{found.keys.front().faceKeyId, found.keys.front().wrapped}},
            .deviceId = found.device.text(),
            .signature = found.signature};
        std::vector<crypto::FaceKey> faceKeys;
        faceKeys.push_back(
            {m_kit.keys.faceKeys.front().id, m_kit.group.text(), m_kit.keys.faceKeys.front().key.clone()});
        return isTrusting || sealed.open(faceKeys, m_pc->sign.publicKey());
    }

    SoakContext& m_soak;
    TenantKit& m_kit;
    const crypto::SecretKey m_wrap = crypto::SecretKey::generate();
    std::optional<test::Pc> m_pc;
    std::optional<test::Person> m_person;
    Bytes m_vault;
};

} // namespace

void changedRows(SoakContext& soak) {
    Receivers receivers(soak);
    Rows rows(soak);
    const bool isPrepared = receivers.prepare();
    if (!rows.isOpen() ||
        !soak.requireReady(isPrepared, "the case cannot be set up: " + describe(soak.kit->lastReply))) {
        return;
    }
    int flips = 0;
    for (const Stored& stored : receivers.all(soak.plant() == "trusting_client")) {
        const std::string whole = rows.read(stored);
        const auto bytes = fromBase64Url(whole);
        if (!soak.requireReady(bytes && bytes->size() > 16 && stored.isBelieved(),
                               stored.what + " is not believed as it was stored")) {
            continue;
        }
        const std::size_t step =
            std::max<std::size_t>(1, bytes->size() / static_cast<std::size_t>(soak.pick(12, 100'000)));
        int believed = 0;
        for (std::size_t at = 0; at < bytes->size(); at += step, ++flips) {
            Bytes changed = *bytes;
            changed[at] ^= static_cast<std::uint8_t>(1U << (at % 8));
            rows.write(stored, toBase64Url(changed));
            believed += stored.isBelieved() ? 1 : 0;
        }
        Bytes cut(bytes->begin(), bytes->end() - 1);
        rows.write(stored, toBase64Url(cut));
        believed += stored.isBelieved() ? 1 : 0;
        soak.require(believed == 0,
                     stored.what + " is believed " + std::to_string(believed) + " times after a change");
        rows.write(stored, whole);
        soak.require(stored.isBelieved(), stored.what + " is not believed after it was put back");
    }
    soak.measure("changes", flips);
}

} // namespace kaomon::soak

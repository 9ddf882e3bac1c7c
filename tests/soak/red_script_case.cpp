// SPDX-License-Identifier: GPL-3.0-or-later
//
// A12: everything that a server has, its rows, its log and its own key, in the hands of a thief who has no PC
// and no password. Nothing that is sealed may open.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>

#include "base/base64.h"
#include "crypto/aead.h"
#include "soak_context.h"

namespace kaomon::soak {
namespace {

using crypto::SecretKey;
using Candidates = std::set<std::string>; // 32 bytes each

constexpr std::size_t kKey = SecretKey::kSize;

// What the thief knows to be sealed, and whether a key opens it.
struct Loot {
    std::string what;
    std::function<bool(const Bytes&)> opens;
};

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Words of the alphabets in which keys are written down.
std::vector<std::string> wordsOf(const std::string& text) {
    std::vector<std::string> words(1);
    for (const char c : text) {
        const bool isWord = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                            c == '-' || c == '_';
        if (isWord) {
            words.back() += c;
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    return words;
}

void addWindows(Candidates& keys, const std::string& bytes) {
    for (std::size_t i = 0; i + kKey <= bytes.size(); ++i) {
        keys.insert(bytes.substr(i, kKey));
    }
}

// A word as a key: its bytes, its hash, and both ends of what it decodes to.
void addWord(Candidates& keys, const std::string& word) {
    if (word.size() < 16) {
        return;
    }
    const Bytes hash = crypto::hash(word);
    keys.emplace(hash.begin(), hash.end());
    if (word.size() == kKey) {
        keys.insert(word);
    }
    const auto decoded = fromBase64Url(word);
    if (decoded && decoded->size() >= kKey) {
        keys.emplace(decoded->begin(), decoded->begin() + kKey);
        keys.emplace(decoded->end() - kKey, decoded->end());
    }
}

SecretKey keyOf(const Bytes& bytes) {
    return SecretKey::fromBytes(bytes).value();
}

// What can be derived from the server's key, by every label that Kaomon knows.
void addDerived(Candidates& keys, const std::string& master) {
    const SecretKey key = keyOf({master.begin(), master.end()});
    for (const char* label : {"auth", "wrap", "identity", "uvk", "enrolment-id", "enrolment-mac",
                              "enrolment-open", "emergency-code", "template-wrap", "pepper", "cursor"}) {
        const auto derived = crypto::deriveKey(key, label);
        keys.emplace(derived.reveal().begin(), derived.reveal().end());
    }
}

bool opensSeal(const Bytes& key, const std::string& context, const Bytes& sealed) {
    const auto box = crypto::BoxKey::fromSecret(key);
    return box && crypto::openSealed(*box, context, sealed).has_value();
}

// A tenant with one of everything that is sealed: real keys, real records, all of them on the server.
class Victim {
public:
    explicit Victim(SoakContext& soak)
        : m_soak(soak)
        , m_kit(*soak.kit) {}

    [[nodiscard]] bool prepare() {
        const auto code = crypto::EnrolmentCode::generate();
        m_code = m_kit.newCode(code, 1, test::wallNow() + std::chrono::hours(1));
        m_pc = m_kit.addPc();
        Caller caller = Caller::console();
        auto person = m_pc ? m_kit.addPerson("victim", "member", &*m_pc, caller) : std::nullopt;
        if (!person || !isDone(send("/v1/enrolment-codes", wire::encode(m_code), m_kit.console))) {
            return false;
        }
        m_person = std::move(person);
        return addVault(caller) && addFace(caller);
    }

    [[nodiscard]] std::vector<Loot> loot() const {
        const std::string tenant = m_kit.tenant.text();
        const std::string user = m_person->id.text();
        return {
            {"a face",
             [this](const Bytes& key) {
                 std::vector<crypto::FaceKey> keys;
                 keys.push_back({m_face.keys.front().faceKeyId, m_kit.group.text(), keyOf(key)});
                 return m_face.open(keys, m_pc->sign.publicKey()).has_value();
             }},
            {"a vault key by password",
             [=, this](const Bytes& key) {
                 return crypto::unwrapVaultKeyByPassword(m_byPassword, keyOf(key), tenant, user).has_value();
             }},
            {"a vault key by a PC",
             [=, this](const Bytes& key) {
                 const auto box = crypto::BoxKey::fromSecret(key);
                 return box && crypto::openVaultKey(m_byPc, *box, tenant, user, m_pc->id.text()).has_value();
             }},
            {"a vault key by recovery",
             [=, this](const Bytes& key) {
                 const auto box = crypto::BoxKey::fromSecret(key);
                 return box && crypto::openVaultKey(m_byRecovery, *box, tenant, user, "rk").has_value();
             }},
            {"the tenant's root", [=, this](const Bytes& key) {
                 const std::string owner = m_kit.owner.id.text();
                 return opensSeal(key, crypto::sealContext(tenant, "tr", "root", owner), m_root);
             }}};
    }
    // The key that opens the face, for the control of the script.
    [[nodiscard]] Bytes faceKey() const {
        const auto& bytes = m_kit.keys.faceKeys.front().key.reveal();
        return {bytes.begin(), bytes.end()};
    }
    // Start values of a PC open with a code only, so every word is tried as one.
    [[nodiscard]] bool opensStartValues(const std::string& word) const {
        const auto code = crypto::EnrolmentCode::parse(word);
        return code && crypto::openEnrolmentSecrets(*code, m_kit.tenant.text(), m_code.blob).has_value();
    }

private:
    Reply send(const std::string& path, const std::string& body, Caller& caller,
               const std::string& method = "POST") {
        return m_kit.lastReply = m_soak.client->send({method, path, body}, &caller);
    }
    [[nodiscard]] static bool isDone(const Reply& reply) { return reply.status / 100 == 2; }

    [[nodiscard]] bool addVault(Caller& caller) {
        const std::string tenant = m_kit.tenant.text();
        const std::string user = m_person->id.text();
        const auto vault = SecretKey::generate();
        m_byPassword = crypto::wrapVaultKeyByPassword(vault, SecretKey::generate(), tenant, user);
        m_byPc = crypto::sealVaultKey(vault, m_pc->box.publicKey(), tenant, user, m_pc->id.text()).value();
        m_byRecovery =
            crypto::sealVaultKey(vault, m_kit.keys.recovery.publicKey(), tenant, user, "rk").value();
        const wire::UserKeys wraps{m_person->id,
                                   {},
                                   {{"password", "", m_byPassword},
                                    {"device", m_pc->id.text(), m_byPc},
                                    {"recovery", "rk", m_byRecovery}}};
        const auto seals =
            test::bodyOf<wire::KeySealList>(m_soak.client->send({"GET", "/v1/key-seals"}, &m_kit.console));
        m_root = seals && !seals->items.empty() ? seals->items.front().sealed : Bytes();
        return !m_root.empty() &&
               isDone(send("/v1/users/" + user + "/vault-keys", wire::encode(wraps), caller, "PUT"));
    }

    [[nodiscard]] bool addFace(Caller& caller) {
        const wire::Consent consent{ConsentId::generate(), m_person->id, "1", "ja", test::wallNow()};
        if (!isDone(send("/v1/consents", wire::encode(consent), caller))) {
            return false;
        }
        const auto face = m_kit.face(*m_person, *m_pc, consent.id);
        m_face = {.tenant = m_kit.tenant.text(),
                  .user = m_person->id.text(),
                  .id = face.id.text(),
                  .version = static_cast<std::uint64_t>(face.version),
                  .epoch = static_cast<std::uint64_t>(face.epoch),
                  .modelId = face.modelId,
                  .ciphertext = face.ciphertext,
                  .keys = {{face.keys.front().faceKeyId, face.keys.front().wrapped}},
                  .deviceId = face.device.text(),
                  .signature = face.signature};
        return isDone(send("/v1/users/" + m_person->id.text() + "/templates", wire::encode(face), caller));
    }

    SoakContext& m_soak;
    TenantKit& m_kit;
    wire::NewEnrolmentCode m_code;
    std::optional<test::Pc> m_pc;
    std::optional<test::Person> m_person;
    Bytes m_byPassword;
    Bytes m_byPc;
    Bytes m_byRecovery;
    Bytes m_root;
    crypto::SealedTemplate m_face;
};

} // namespace

void redScript(SoakContext& soak) {
    Victim victim(soak);
    if (!soak.requireReady(victim.prepare(), "the case cannot be set up: " + describe(soak.kit->lastReply))) {
        return;
    }
    if (soak.plant() == "key_in_note") { // what a careless console might do
        const auto user = soak.kit->newUser("note", "member");
        wire::NewUser careless = user;
        careless.note = toBase64Url(victim.faceKey());
        (void)soak.requireReady(
            soak.client->send({"POST", "/v1/users", wire::encode(careless)}, &soak.kit->console).status ==
                201,
            "the note cannot be written");
    }
    (void)soak.requireReady(soak.server.stop() == 0, "the server does not end");
    const std::filesystem::path folder = soak.backend.folder().toStdString();
    const QString archive = soak.backend.folder() + QStringLiteral("/stolen.jsonl");
    (void)soak.server.control({QStringLiteral("tenant"), QStringLiteral("export"), QStringLiteral("--tenant"),
                               QString::fromStdString(soak.kit->tenant.text()), QStringLiteral("--file"),
                               archive});
    const std::string rows = read(archive.toStdString());
    const std::string serverKey = read(folder / "data" / "server.key");
    (void)soak.requireReady(rows.size() > 10'000 && serverKey.size() >= kKey, "nothing was stolen");
    Candidates keys;
    addWindows(keys, serverKey);
    for (const std::string& key : Candidates(keys)) {
        addDerived(keys, key);
    }
    const auto words = wordsOf(rows + '\n' + serverKey + '\n' + soak.server.log().toStdString());
    for (const std::string& word : words) {
        addWord(keys, word);
        soak.require(!victim.opensStartValues(word), "a word opens the start values of a PC");
    }
    for (const Loot& loot : victim.loot()) {
        const auto opened = std::ranges::count_if(keys, [&](const std::string& key) {
            return loot.opens({key.begin(), key.end()});
        });
        soak.require(opened == 0, loot.what + " opens with what the server has");
    }
    // the script itself works: given the right key, it opens the face
    soak.require(victim.loot().front().opens(victim.faceKey()), "the script opens nothing at all");
    soak.measure("keys_tried", static_cast<double>(keys.size()));
    soak.measure("words_tried", static_cast<double>(words.size()));
}

} // namespace kaomon::soak

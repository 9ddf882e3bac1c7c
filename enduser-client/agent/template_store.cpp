// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/template_store.h"

#include <algorithm>

#include "agent/locked_memory.h"
#include "base/base64.h"
#include "base/log.h"
#include "crypto/face_voucher.h"
#include "vision/refresh.h"
#include "wire/changes.h"
#include "wire/codec.h"
#include "wire/keys.h"

namespace kaomon::agent {

namespace {

std::string_view textOf(const Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void refused(std::string_view what, const std::string& id, const Error& error) {
    log::error("agent.object_refused",
               {{"kind", what}, {"id", id}, {"code", wireName(error.code)}, {"detail", error.detail}});
}

Result<std::map<std::string, Bytes>> readSignKeys(const localstore::LocalStore& store,
                                                  const DeviceIdentity& device,
                                                  const crypto::TenantManifest& manifest) {
    const auto objects = store.list("device_key");
    if (!objects) {
        return propagate(objects.error());
    }
    std::map<std::string, Bytes> keys;
    for (const auto& object : *objects) {
        const auto entry = wire::decode<wire::SyncedDeviceKey>(textOf(object.bytes));
        const auto bytes =
            entry ? fromBase64Url(entry->certificate) : Result<Bytes>(propagate(entry.error()));
        const auto record = bytes ? crypto::SignedRecord::decode(*bytes)
                                  : Result<crypto::SignedRecord>(propagate(bytes.error()));
        const auto certificate = record ? crypto::DeviceCertificate::verify(*record, manifest)
                                        : Result<crypto::DeviceCertificate>(propagate(record.error()));
        if (!certificate) {
            refused("device_key", object.id, certificate.error());
        } else {
            keys[certificate->deviceId] = certificate->signPublic;
        }
    }
    keys[device.id.text()] = device.signing.publicKey();
    return keys;
}

} // namespace

wire::FaceTemplate toWire(const crypto::SealedTemplate& sealed) {
    wire::FaceTemplate out;
    out.id = TemplateId::parse(sealed.id).value_or(TemplateId());
    out.user = UserId::parse(sealed.user).value_or(UserId());
    out.version = static_cast<long long>(sealed.version);
    out.epoch = static_cast<long long>(sealed.epoch);
    out.modelId = sealed.modelId;
    out.ciphertext = sealed.ciphertext;
    for (const auto& key : sealed.keys) {
        out.keys.push_back({key.faceKeyId, key.wrapped});
    }
    out.device = DeviceId::parse(sealed.deviceId).value_or(DeviceId());
    out.signature = sealed.signature;
    if (sealed.needsApproval) {
        out.needsApproval = true;
    }
    return out;
}

crypto::SealedTemplate fromWire(const wire::FaceTemplate& faceTemplate, const std::string& tenant) {
    crypto::SealedTemplate out;
    out.tenant = tenant;
    out.user = faceTemplate.user.text();
    out.id = faceTemplate.id.text();
    out.version = static_cast<std::uint64_t>(faceTemplate.version);
    out.epoch = static_cast<std::uint64_t>(faceTemplate.epoch);
    out.modelId = faceTemplate.modelId;
    out.ciphertext = faceTemplate.ciphertext;
    for (const auto& key : faceTemplate.keys) {
        out.keys.push_back({key.faceKeyId, key.wrapped});
    }
    out.deviceId = faceTemplate.device.text();
    out.signature = faceTemplate.signature;
    out.needsApproval = faceTemplate.needsApproval.value_or(false);
    return out;
}

TemplateStore::~TemplateStore() {
    clear();
}

void TemplateStore::clear() {
    m_faceKeys.clear();
    m_servedThoughRemoved.clear();
    m_signKeys.clear();
    m_staleRefreshed.clear();
    m_staleDerived.clear();
    m_waiting.clear();
    m_templates.clear(); // templates wipe themselves
}

Status TemplateStore::reload(const localstore::LocalStore& store, const DeviceIdentity& device,
                             const crypto::TenantManifest& manifest, const Rules& rules) {
    clear();
    if (const auto read = readFaceKeys(store, device, manifest); !read) {
        return read;
    }
    auto keys = readSignKeys(store, device, manifest);
    if (!keys) {
        return propagate(keys.error());
    }
    m_signKeys = std::move(*keys);
    for (const std::string_view kind : {kPendingTemplate, std::string_view("template")}) {
        if (const auto read = readTemplates(store, kind, device, manifest, rules.removed); !read) {
            return read;
        }
    }
    if (const auto read = readDerived(store, device); !read) {
        return read;
    }
    return readRefreshed(store, device, m_signKeys, rules);
}

const vision::Template* TemplateStore::Enrolled::ofModel(const std::string& modelId) const {
    if (inUse().modelId() == modelId) {
        return &inUse();
    }
    return derived && derived->modelId() == modelId ? &*derived : nullptr;
}

Status TemplateStore::readFaceKeys(const localstore::LocalStore& store, const DeviceIdentity& device,
                                   const crypto::TenantManifest& manifest) {
    const auto objects = store.list("seal");
    if (!objects) {
        return propagate(objects.error());
    }
    for (const auto& object : *objects) {
        const auto seal = wire::decode<wire::KeySeal>(textOf(object.bytes));
        if (!seal || seal->kind != "fk" || seal->receiver != device.id.text()) {
            continue;
        }
        const auto known = std::ranges::find(manifest.faceKeys, seal->keyId, &crypto::ManifestFaceKey::id);
        const auto bytes = crypto::openSealed(
            device.box, crypto::sealContext(device.tenant.text(), "fk", seal->keyId, device.id.text()),
            seal->sealed);
        auto key = bytes ? crypto::SecretKey::fromBytes(bytes->reveal())
                         : Result<crypto::SecretKey>(propagate(bytes.error()));
        if (!key) {
            refused("seal", object.id, key.error());
        } else if (known == manifest.faceKeys.end()) {
            refused("seal", object.id,
                    Error(ErrorCode::KeyUnavailable, "the manifest does not name this key"));
        } else {
            m_faceKeys.push_back({seal->keyId, known->group, std::move(*key)});
        }
    }
    return {};
}

Status TemplateStore::readTemplates(const localstore::LocalStore& store, std::string_view kind,
                                    const DeviceIdentity& device, const crypto::TenantManifest& manifest,
                                    const std::set<std::string>& removed) {
    const auto objects = store.list(kind);
    if (!objects) {
        return propagate(objects.error());
    }
    for (const auto& object : *objects) {
        const auto stored = wire::decode<wire::FaceTemplate>(textOf(object.bytes));
        auto opened =
            stored ? open(*stored, device, m_signKeys) : Result<EnrolledPlain>(propagate(stored.error()));
        if (!opened) {
            refused(kind, object.id, opened.error());
            continue;
        }
        if (leavesOut(*stored, kind, manifest, removed, device.tenant.text())) {
            continue;
        }
        const std::string id = stored->id.text();
        const auto [place, isNew] = m_templates[stored->user].insert_or_assign(
            id, Enrolled{id, stored->consent, std::move(opened->face)});
        static_cast<void>(isNew);
        place->second.pictures = std::move(opened->pictures);
        if (kind != kPendingTemplate) {
            place->second.createdAt = stored->createdAt;
        }
        keepInMemory(&place->second, sizeof(Enrolled));
    }
    return {};
}

bool TemplateStore::leavesOut(const wire::FaceTemplate& stored, std::string_view kind,
                              const crypto::TenantManifest& manifest, const std::set<std::string>& removed,
                              const std::string& tenant) {
    const std::string id = stored.id.text();
    if (removed.contains(id)) {
        refused(kind, id, Error(ErrorCode::PolicyRolledBack, "an administrator deleted this face"));
        if (kind != kPendingTemplate) {
            m_servedThoughRemoved.insert(id);
        }
        return true;
    }
    if (!stored.needsApproval.value_or(false)) {
        return false;
    }
    // open() has found the key of the PC that made it.
    const Status counts = crypto::checkCounts(stored.approval.value_or(Bytes()), fromWire(stored, tenant),
                                              manifest, m_signKeys.at(stored.device.text()));
    if (counts) {
        return false;
    }
    if (stored.approval) {
        refused(kind, id, counts.error());
    }
    m_waiting[stored.user].insert(id);
    return true;
}

// Only what this very PC made, for a face that is enrolled, and never far from it.
Status TemplateStore::readRefreshed(const localstore::LocalStore& store, const DeviceIdentity& device,
                                    const SignKeys& keys, const Rules& rules) {
    const auto objects = store.list(kRefreshedTemplate);
    if (!objects) {
        return propagate(objects.error());
    }
    for (const auto& object : *objects) {
        const auto stored = wire::decode<wire::FaceTemplate>(textOf(object.bytes));
        Enrolled* enrolled = stored ? find(stored->user, stored->id.text()) : nullptr;
        const bool isOurs = enrolled != nullptr && stored->device == device.id && object.id == enrolled->id;
        auto opened = isOurs && rules.mayRefresh(stored->user)
                          ? open(*stored, device, keys)
                          : Result<EnrolledPlain>(fail(ErrorCode::NotFound, "counts no more"));
        if (!opened || !vision::isWithinDrift(enrolled->face, opened->face)) {
            m_staleRefreshed.push_back(object.id);
            continue;
        }
        enrolled->refreshed = std::move(opened->face);
        enrolled->refreshedAt = stored->createdAt;
    }
    return {};
}

// Counts only as this PC's own work on the very pictures that the enrolled template names.
Status TemplateStore::readDerived(const localstore::LocalStore& store, const DeviceIdentity& device) {
    const auto objects = store.list(kDerivedTemplate);
    if (!objects) {
        return propagate(objects.error());
    }
    for (const auto& object : *objects) {
        const auto stored = wire::decode<wire::FaceTemplate>(textOf(object.bytes));
        Enrolled* enrolled = stored ? find(stored->user, stored->id.text()) : nullptr;
        const bool isOurs = enrolled != nullptr && stored->device == device.id && object.id == enrolled->id;
        auto opened = isOurs ? open(*stored, device, m_signKeys)
                             : Result<EnrolledPlain>(fail(ErrorCode::NotFound, "counts no more"));
        if (!opened || !opened->pictures || !enrolled->pictures ||
            opened->pictures->digest != enrolled->pictures->digest) {
            m_staleDerived.push_back(object.id);
            continue;
        }
        enrolled->derived = std::move(opened->face);
    }
    return {};
}

std::vector<std::pair<UserId, const TemplateStore::Enrolled*>> TemplateStore::withPictures() const {
    std::vector<std::pair<UserId, const Enrolled*>> faces;
    for (const auto& [user, ofUser] : m_templates) {
        for (const auto& [id, enrolled] : ofUser) {
            if (enrolled.pictures) {
                faces.emplace_back(user, &enrolled);
            }
        }
    }
    return faces;
}

void TemplateStore::setDerived(const UserId& user, const std::string& id, const vision::Template& derived) {
    if (Enrolled* enrolled = find(user, id)) {
        enrolled->derived = derived;
    }
}

TemplateStore::Enrolled* TemplateStore::find(const UserId& user, const std::string& id) {
    const auto owner = m_templates.find(user);
    if (owner == m_templates.end()) {
        return nullptr;
    }
    const auto found = owner->second.find(id);
    return found == owner->second.end() ? nullptr : &found->second;
}

void TemplateStore::setRefreshed(const UserId& user, const std::string& id, const vision::Template& refreshed,
                                 TimePoint now) {
    if (Enrolled* enrolled = find(user, id)) {
        enrolled->refreshed = refreshed;
        enrolled->refreshedAt = now;
    }
}

Result<EnrolledPlain> TemplateStore::open(const wire::FaceTemplate& stored, const DeviceIdentity& device,
                                          const SignKeys& keys) const {
    const auto key = keys.find(stored.device.text());
    if (key == keys.end()) {
        return fail(ErrorCode::SignatureInvalid, "the device that made it is not known");
    }
    const auto plain = fromWire(stored, device.tenant.text()).open(m_faceKeys, key->second);
    if (!plain) {
        return propagate(plain.error());
    }
    auto opened = EnrolledPlain::parse(plain->reveal());
    if (opened && opened->face.modelId() != stored.modelId) {
        return fail(ErrorCode::ValidationFailed, "the template is of another model than it says");
    }
    return opened;
}

std::vector<vision::Template> TemplateStore::templatesOf(const UserId& user) const {
    std::vector<vision::Template> templates;
    if (const auto found = m_templates.find(user); found != m_templates.end()) {
        for (const auto& [id, enrolled] : found->second) {
            templates.push_back(enrolled.inUse());
            if (enrolled.derived) {
                templates.push_back(*enrolled.derived);
            }
        }
    }
    return templates;
}

std::vector<vision::Template> TemplateStore::templatesBefore(const UserId& user, TimePoint time,
                                                             std::vector<std::string>& ids) const {
    std::vector<vision::Template> templates;
    for (const Enrolled* enrolled : enrolledOf(user)) {
        if (enrolled->createdAt && *enrolled->createdAt < time) {
            templates.push_back(enrolled->face);
            ids.push_back(enrolled->id);
            if (enrolled->derived) {
                templates.push_back(*enrolled->derived);
                ids.push_back(enrolled->id);
            }
        }
    }
    return templates;
}

std::optional<Bytes> TemplateStore::signKeyOf(const DeviceId& device) const {
    const auto found = m_signKeys.find(device.text());
    return found == m_signKeys.end() ? std::nullopt : std::optional(found->second);
}

std::vector<const TemplateStore::Enrolled*> TemplateStore::enrolledOf(const UserId& user) const {
    std::vector<const Enrolled*> faces;
    if (const auto found = m_templates.find(user); found != m_templates.end()) {
        for (const auto& [id, enrolled] : found->second) {
            faces.push_back(&enrolled);
        }
    }
    return faces;
}

Result<std::optional<UserId>> TemplateStore::otherOwner(const UserId& user,
                                                        const vision::Template& faceTemplate,
                                                        const vision::ThresholdTable& thresholds) const {
    std::vector<UserId> people;
    const auto index = indexOf({}, faceTemplate.modelId(), people);
    const auto self = std::ranges::find(people, user) - people.begin();
    const auto found = index->findDuplicate(static_cast<std::size_t>(self), faceTemplate, thresholds);
    if (!found) {
        return propagate(found.error());
    }
    return *found ? std::optional(people.at((*found)->person)) : std::nullopt;
}

std::shared_ptr<vision::TemplateIndex> TemplateStore::indexOf(const std::vector<UserId>& among,
                                                              const std::string& modelId,
                                                              std::vector<UserId>& people) const {
    auto index = std::make_shared<vision::TemplateIndex>(modelId);
    people.clear();
    for (const auto& [owner, templates] : m_templates) {
        if (!among.empty() && std::ranges::find(among, owner) == among.end()) {
            continue;
        }
        for (const auto& [id, stored] : templates) {
            if (const vision::Template* face = stored.ofModel(modelId)) {
                static_cast<void>(index->add(people.size(), *face)); // fails for another model only
            }
        }
        people.push_back(owner);
    }
    return index;
}

float TemplateStore::raiseOf(const UserId& user, const std::string& modelId,
                             const vision::ThresholdTable& thresholds) const {
    std::vector<UserId> people;
    const auto index = indexOf({}, modelId, people);
    const auto self = std::ranges::find(people, user);
    float raise = 0.0F;
    for (const vision::Template& own :
         self == people.end() ? std::vector<vision::Template>() : templatesOf(user)) {
        const auto nearest = index->nearestOther(static_cast<std::size_t>(self - people.begin()), own);
        raise = std::max(raise, nearest ? thresholds.raiseFor(*nearest) : 0.0F);
    }
    return raise;
}

std::size_t TemplateStore::countOfOtherModels(const UserId& user, const std::string& modelId) const {
    const auto enrolled = enrolledOf(user);
    return static_cast<std::size_t>(std::ranges::count_if(
        enrolled, [&](const Enrolled* one) { return one->ofModel(modelId) == nullptr; }));
}

const std::set<std::string>& TemplateStore::waitingOf(const UserId& user) const {
    static const std::set<std::string> none;
    const auto found = m_waiting.find(user);
    return found == m_waiting.end() ? none : found->second;
}

Result<bool> TemplateStore::isOwn(const UserId& user, const vision::Template& faceTemplate,
                                  const vision::ThresholdTable& thresholds) const {
    constexpr std::size_t kSelf = 0;
    constexpr std::size_t kCandidate = 1;
    vision::TemplateIndex index(faceTemplate.modelId());
    for (const Enrolled* enrolled : enrolledOf(user)) {
        const bool isSame = enrolled->face.modelId() == faceTemplate.modelId();
        // Not the refreshed one, which has come away from what was enrolled.
        const auto* face = isSame ? &enrolled->face : enrolled->ofModel(faceTemplate.modelId());
        if (face != nullptr) {
            static_cast<void>(index.add(kSelf, *face)); // fails for another model only
        }
    }
    const auto found = index.findDuplicate(kCandidate, faceTemplate, thresholds);
    return found ? Result<bool>(found->has_value()) : propagate(found.error());
}

std::size_t TemplateStore::countOf(const UserId& user) const {
    const auto found = m_templates.find(user);
    return found == m_templates.end() ? 0 : found->second.size();
}

} // namespace kaomon::agent

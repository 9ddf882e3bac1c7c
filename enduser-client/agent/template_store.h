// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "agent/device_identity.h"
#include "agent/kept_pictures.h"
#include "base/clock.h"
#include "crypto/hierarchy.h"
#include "crypto/trust.h"
#include "localstore/local_store.h"
#include "vision/identify.h"
#include "vision/template.h"
#include "wire/templates.h"

namespace kaomon::agent {

// Faces that were enrolled here and are not at the server yet; the local store keeps them under this kind.
inline constexpr std::string_view kPendingTemplate = "pending_template";
// What enrolled faces have become by strong logons here; by the id of the enrolled one, on this PC only.
inline constexpr std::string_view kRefreshedTemplate = "refreshed_template";

[[nodiscard]] wire::FaceTemplate toWire(const crypto::SealedTemplate& sealed);
[[nodiscard]] crypto::SealedTemplate fromWire(const wire::FaceTemplate& faceTemplate,
                                              const std::string& tenant);

// The faces that this PC can open, decrypted, in memory that is kept out of the swap file; and the face keys
// that open them. A template counts only when the device that signed it has a chain to the tenant root, and
// one that is marked so only with the approval of an administrator. Main thread.
class TemplateStore {
public:
    // What may be used of what the store holds.
    struct Rules {
        const std::set<std::string>& removed; // deleted by an administrator
        std::function<bool(const UserId&)> mayRefresh;
    };
    // One enrolled face and, where there is one, what it has become since.
    struct Enrolled {
        std::string id;
        ConsentId consent;
        vision::Template face;
        std::optional<vision::Template> refreshed = {};
        TimePoint refreshedAt{};
        std::optional<TimePoint> createdAt = {};      // as the server says; nullopt while it does not have it
        std::optional<PictureKey> pictures = {};      // of its enrolment, where they were kept
        std::optional<vision::Template> derived = {}; // what this PC's model made of them

        [[nodiscard]] const vision::Template& inUse() const { return refreshed ? *refreshed : face; }
        // To compare with a face as this model sees it; null when there is none.
        [[nodiscard]] const vision::Template* ofModel(const std::string& modelId) const;
    };

    TemplateStore() = default;
    ~TemplateStore();
    TemplateStore(const TemplateStore&) = delete;
    TemplateStore& operator=(const TemplateStore&) = delete;

    // Errors of the store; what does not verify, cannot be opened or is not allowed is logged and left out.
    [[nodiscard]] Status reload(const localstore::LocalStore& store, const DeviceIdentity& device,
                                const crypto::TenantManifest& manifest, const Rules& rules);
    void clear();

    // To compare a face with: refreshed where that is so, and what was made of kept pictures. Empty when
    // there is none.
    [[nodiscard]] std::vector<vision::Template> templatesOf(const UserId& user) const;
    // As they were enrolled, of those that the server had before `time`; the ids go to `ids`.
    [[nodiscard]] std::vector<vision::Template> templatesBefore(const UserId& user, TimePoint time,
                                                                std::vector<std::string>& ids) const;
    // The key with which a PC of the tenant signs; nullopt for one without a chain to the tenant root.
    [[nodiscard]] std::optional<Bytes> signKeyOf(const DeviceId& device) const;
    // The same as they were enrolled, and beside them what they became; until the next reload().
    [[nodiscard]] std::vector<const Enrolled*> enrolledOf(const UserId& user) const;
    // Nothing for a face that is not there any more.
    void setRefreshed(const UserId& user, const std::string& id, const vision::Template& refreshed,
                      TimePoint now);
    // Faces with kept pictures, of everybody; until the next reload().
    [[nodiscard]] std::vector<std::pair<UserId, const Enrolled*>> withPictures() const;
    // Nothing for a face that is not there any more.
    void setDerived(const UserId& user, const std::string& id, const vision::Template& derived);
    // Derived faces in the store that count no more: without an enrolled one, or not of its pictures.
    [[nodiscard]] const std::vector<std::string>& staleDerived() const { return m_staleDerived; }
    // Refreshed faces in the store that count no more: without an enrolled one, too far from it, or not
    // allowed.
    [[nodiscard]] const std::vector<std::string>& staleRefreshed() const { return m_staleRefreshed; }
    // Somebody else who has this face already; nullopt when nobody has. Errors of vision::TemplateIndex.
    [[nodiscard]] Result<std::optional<UserId>> otherOwner(const UserId& user,
                                                           const vision::Template& faceTemplate,
                                                           const vision::ThresholdTable& thresholds) const;
    // The faces of these people (of everybody for an empty list) that were made with this model, to find out
    // who somebody is; `people` gets who stands for which number in the index.
    [[nodiscard]] std::shared_ptr<vision::TemplateIndex>
    indexOf(const std::vector<UserId>& among, const std::string& modelId, std::vector<UserId>& people) const;
    // How much stricter this person must be compared because of somebody here who looks like him; 0 for
    // nobody.
    [[nodiscard]] float raiseOf(const UserId& user, const std::string& modelId,
                                const vision::ThresholdTable& thresholds) const;
    // Of that person, how many were made with another model and wait to be enrolled anew.
    [[nodiscard]] std::size_t countOfOtherModels(const UserId& user, const std::string& modelId) const;
    [[nodiscard]] std::size_t countOf(const UserId& user) const;
    // Ids of his faces that count only when an administrator has approved them.
    [[nodiscard]] const std::set<std::string>& waitingOf(const UserId& user) const;
    [[nodiscard]] const std::map<UserId, std::set<std::string>>& waiting() const { return m_waiting; }
    // Whether this is a face of somebody who has one here already; errors of vision::TemplateIndex.
    [[nodiscard]] Result<bool> isOwn(const UserId& user, const vision::Template& faceTemplate,
                                     const vision::ThresholdTable& thresholds) const;
    [[nodiscard]] const std::vector<crypto::FaceKey>& faceKeys() const { return m_faceKeys; }
    // Faces that the server still gives out although an administrator deleted them.
    [[nodiscard]] const std::set<std::string>& servedThoughRemoved() const { return m_servedThoughRemoved; }

private:
    using SignKeys = std::map<std::string, Bytes>; // by device id

    [[nodiscard]] Status readFaceKeys(const localstore::LocalStore& store, const DeviceIdentity& device,
                                      const crypto::TenantManifest& manifest);
    [[nodiscard]] Status readTemplates(const localstore::LocalStore& store, std::string_view kind,
                                       const DeviceIdentity& device, const crypto::TenantManifest& manifest,
                                       const std::set<std::string>& removed);
    // What is in the store and does not count: deleted by an administrator, or not approved.
    [[nodiscard]] bool leavesOut(const wire::FaceTemplate& stored, std::string_view kind,
                                 const crypto::TenantManifest& manifest, const std::set<std::string>& removed,
                                 const std::string& tenant);
    [[nodiscard]] Status readRefreshed(const localstore::LocalStore& store, const DeviceIdentity& device,
                                       const SignKeys& keys, const Rules& rules);
    [[nodiscard]] Status readDerived(const localstore::LocalStore& store, const DeviceIdentity& device);
    [[nodiscard]] Enrolled* find(const UserId& user, const std::string& id);
    [[nodiscard]] Result<EnrolledPlain> open(const wire::FaceTemplate& stored, const DeviceIdentity& device,
                                             const SignKeys& keys) const;

    std::vector<crypto::FaceKey> m_faceKeys;
    SignKeys m_signKeys;
    std::set<std::string> m_servedThoughRemoved;
    std::vector<std::string> m_staleRefreshed;
    std::vector<std::string> m_staleDerived;
    std::map<UserId, std::set<std::string>> m_waiting;             // template ids
    std::map<UserId, std::map<std::string, Enrolled>> m_templates; // by template id
};

} // namespace kaomon::agent

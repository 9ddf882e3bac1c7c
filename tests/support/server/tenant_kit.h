// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crypto/enrolment_code.h"
#include "crypto/hierarchy.h"
#include "crypto/trust.h"
#include "support/http/test_client.h"
#include "support/http/test_time.h"
#include "wire/bootstrap.h"
#include "wire/codec.h"
#include "wire/devices.h"
#include "wire/policies.h"
#include "wire/session.h"
#include "wire/templates.h"
#include "wire/users.h"

namespace kaomon::test {

// A person of a test tenant with the password's `auth` half; Argon2id on the client's side is not repeated
// here.
struct Person {
    UserId id;
    std::string login;
    wire::PasswordRecord password;
    crypto::Identity identity;

    // The same person, who types another password.
    [[nodiscard]] Person withPassword(wire::PasswordRecord other) const {
        return {id, login, std::move(other), identity.clone()};
    }
};

struct Pc {
    DeviceId id;
    crypto::SigningKey sign;
    crypto::BoxKey box;
    Bytes certificate;
};

// Plays the console of a tenant's first owner: founds the tenant through the API as docs/protocol.md says and
// makes signed documents, codes, people and PCs. Methods that fail leave `lastReply` for the test to show.
class TenantKit {
public:
    TenantKit(TestClient& client, const std::map<std::string, std::string>& created);

    [[nodiscard]] bool found();
    [[nodiscard]] bool signIn(Caller& caller, const Person& person);
    // Moves TestTime on and signs the owner's console in again, with a new session key.
    [[nodiscard]] bool later(std::chrono::microseconds by);
    // A session of a member on a PC.
    [[nodiscard]] bool signInOnPc(Caller& caller, const Pc& pc, const Person& person);

    [[nodiscard]] wire::NewUser newUser(const std::string& login, const std::string& role);
    // Creates the user with a one-time password, signs in and changes it; on `pc` for members.
    [[nodiscard]] std::optional<Person> addPerson(const std::string& login, const std::string& role,
                                                  const Pc* pc, Caller& caller);
    [[nodiscard]] wire::NewEnrolmentCode newCode(const crypto::EnrolmentCode& code, int uses,
                                                 TimePoint notAfter);
    [[nodiscard]] bool addCode(const crypto::EnrolmentCode& code, int uses);
    [[nodiscard]] std::optional<wire::EnrolRequest> enrolRequest(const crypto::EnrolmentCode& code, Pc& pc);
    [[nodiscard]] std::optional<Pc> addPc();
    [[nodiscard]] wire::PolicyDocument policy(long long version, const std::string& setting,
                                              const std::string& value, const crypto::SigningKey& signer);
    // Which groups a person is in, signed by the owner.
    [[nodiscard]] wire::PolicyDocument membership(const UserId& user, const std::vector<GroupId>& groups,
                                                  long long version);
    [[nodiscard]] wire::FaceTemplate face(const Person& person, const Pc& pc, const ConsentId& consent);
    [[nodiscard]] wire::ManifestDocument nextManifest(std::uint64_t version,
                                                      const crypto::SigningKey& root) const;

    TestClient& client;
    TenantId tenant;
    std::string code;
    bool isDemo = false;
    GroupId group = GroupId::generate();
    crypto::TenantKeys keys;
    crypto::TenantManifest manifest;
    Person owner;
    Caller console = Caller::console();
    Reply lastReply;
};

// 201 and 204 need no more than the status; everything else is decoded.
template<class T>
[[nodiscard]] std::optional<T> bodyOf(const Reply& reply) {
    auto decoded = wire::decode<T>(reply.body);
    return decoded ? std::optional(std::move(*decoded)) : std::nullopt;
}

[[nodiscard]] wire::PasswordRecord makePassword();

} // namespace kaomon::test

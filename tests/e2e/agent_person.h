// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/secret.h"
#include "crypto/password.h"

namespace kaomon::e2e {

// What a person does at the agent of his PC, by local messages, as the client sends them. Each call waits
// for the agent, which may run on this thread; the return value is empty or says what went wrong.
class AgentPerson {
public:
    AgentPerson(std::string socket, std::string login, SecretString oneTimePassword)
        : m_socket(std::move(socket))
        , m_login(std::move(login))
        , m_password(std::move(oneTimePassword)) {}

    [[nodiscard]] std::string signIn();
    // Signed in with the one-time password. The new one stays.
    [[nodiscard]] std::string choosePassword(const std::string& text);
    // Signed in, and his face is before the camera. Agrees to what the agent asks for.
    [[nodiscard]] std::string enrolFace();

private:
    std::string m_socket;
    std::string m_login;
    SecretString m_password;
    crypto::PasswordParameters m_parameters;
    std::string m_consentText; // as of the sign-in
};

// Six photographs of one of the people of the dlib examples for an enrolment, or the others.
[[nodiscard]] std::vector<std::filesystem::path> photographsOf(const std::string& person,
                                                               bool isForEnrolment);

} // namespace kaomon::e2e

// SPDX-License-Identifier: GPL-3.0-or-later
//
// One-time passwords ground offline: what a stolen database, and a database with the server's key, lets a
// thief try, and what each try costs him.
#include <array>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include "auth/server_key.h"
#include "base/base64.h"
#include "crypto/password.h"
#include "soak_context.h"

namespace kaomon::soak {
namespace {

constexpr int kSymbols = 32;
constexpr std::size_t kPlaces = 16;
constexpr double kBits = 80;
// Of 31 degrees of freedom: by chance once in 10^8 places.
constexpr double kMostChiSquare = 95;

std::string plain(const SecretString& code) {
    const SecretString normal = crypto::normaliseCode({code.reveal().data(), code.reveal().size()});
    return {normal.reveal().begin(), normal.reveal().end()};
}

// Every place takes every symbol as often as every other, and no two passwords are the same.
void checkChance(SoakContext& soak, int count) {
    static const std::string kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::array<std::array<int, kSymbols>, kPlaces> seen{};
    std::set<std::string> all;
    for (int i = 0; i < count; ++i) {
        const std::string code = plain(crypto::makeOneTimePassword());
        if (code.size() != kPlaces) {
            soak.require(false, "a one-time password of another length");
            return;
        }
        for (std::size_t place = 0; place < kPlaces; ++place) {
            const auto symbol = kAlphabet.find(code[place]);
            soak.require(symbol != std::string::npos, "a symbol that is none of base32");
            ++seen[place][symbol % kSymbols];
        }
        all.insert(code);
    }
    soak.require(static_cast<int>(all.size()) == count, "a one-time password came twice");
    const double expected = static_cast<double>(count) / kSymbols;
    double worst = 0;
    for (const auto& place : seen) {
        double chiSquare = 0;
        for (const int times : place) {
            chiSquare += (times - expected) * (times - expected) / expected;
        }
        worst = std::max(worst, chiSquare);
    }
    soak.measure("worst_chi_square", worst);
    soak.require(worst < kMostChiSquare, "some symbols come more often than others");
}

crypto::PasswordParameters parametersOf(const QJsonObject& row) {
    crypto::PasswordParameters parameters;
    parameters.salt =
        fromBase64Url(row[QStringLiteral("password_salt")].toString().toStdString()).value_or(Bytes());
    parameters.iterations = static_cast<std::uint32_t>(row[QStringLiteral("password_iterations")].toInt());
    parameters.memoryKiB = static_cast<std::uint32_t>(row[QStringLiteral("password_memory")].toInt());
    return parameters;
}

// The person's row of what was stolen.
QJsonObject rowOf(const QString& archive, const std::string& login) {
    QFile file(archive);
    if (file.open(QIODevice::ReadOnly)) {
        while (!file.atEnd()) {
            const QJsonObject line = QJsonDocument::fromJson(file.readLine()).object();
            const QJsonObject row = line[QStringLiteral("row")].toObject();
            if (line[QStringLiteral("table")].toString() == u"user_account" &&
                row[QStringLiteral("login")].toString().toStdString() == login) {
                return row;
            }
        }
    }
    return {};
}

std::string textOf(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// A record with cheaper parameters would make each guess cheaper: it must not get in.
void refuseCheapRecords(SoakContext& soak) {
    int number = 0;
    for (const auto& [iterations, memory] : {std::pair(1, 65536), {3, 1024}, {2, 65536}, {1, 8}}) {
        auto user = soak.kit->newUser("cheap" + std::to_string(++number), "member");
        user.oneTimePassword->iterations = iterations;
        user.oneTimePassword->memoryKib = memory;
        const Reply reply = soak.client->send({"POST", "/v1/users", wire::encode(user)}, &soak.kit->console);
        soak.require(reply.status >= 400 && reply.status < 500,
                     "cheap parameters were taken: " + describe(reply));
    }
}

// What the thief can do with the row, with and without the server's key.
void grind(SoakContext& soak, const QJsonObject& row, const std::string& code,
           const crypto::SecretKey& pepper) {
    const std::string verifier = row[QStringLiteral("password_verifier")].toString().toStdString();
    const auto parameters = parametersOf(row);
    soak.require(parameters.check().has_value(), "the stored parameters are weak");
    const auto guess = [&](const std::string& text) {
        const auto keys = crypto::splitPassword(SecretString(text), parameters);
        return keys ? Bytes(keys->auth.reveal().begin(), keys->auth.reveal().end()) : Bytes();
    };
    const int wrong = soak.pick(3, 30);
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < wrong; ++i) {
        soak.require(!crypto::checkVerifier(pepper, guess(plain(crypto::makeOneTimePassword())), verifier),
                     "a wrong guess fits");
    }
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() / wrong;
    const Bytes right = guess(code);
    soak.require(crypto::checkVerifier(pepper, right, verifier),
                 "the script cannot tell the right one at all");
    const auto other = crypto::SecretKey::generate();
    soak.require(!crypto::checkVerifier(other, right, verifier),
                 "the rows alone tell a right guess from a wrong one");
    // no way around the costly step
    for (const Bytes& cheap : {crypto::hash(code), Bytes(code.begin(), code.end())}) {
        soak.require(!crypto::checkVerifier(pepper, cheap, verifier), "a guess without Argon2id fits");
    }
    soak.measure("memory_mib_per_guess", parameters.memoryKiB / 1024.0);
    soak.measure("seconds_per_guess", seconds);
    soak.measure("years_of_a_million_cores_for_half_of_all",
                 std::pow(2.0, kBits - 1) * seconds / 1e6 / 31'557'600);
}

} // namespace

void groundPasswords(SoakContext& soak) {
    checkChance(soak, soak.pick(20'000, 1'000'000));
    refuseCheapRecords(soak);
    const SecretString typed = crypto::makeOneTimePassword();
    const std::string code = plain(typed);
    const auto parameters = crypto::PasswordParameters::generate();
    const auto keys = crypto::splitPassword(SecretString(code), parameters);
    auto user = soak.kit->newUser("ground", "member");
    user.oneTimePassword = wire::PasswordRecord{
        parameters.salt, static_cast<int>(parameters.iterations), static_cast<int>(parameters.memoryKiB),
        Bytes(keys->auth.reveal().begin(), keys->auth.reveal().end())};
    const Reply made = soak.client->send({"POST", "/v1/users", wire::encode(user)}, &soak.kit->console);
    if (!soak.requireReady(made.status == 201, "the user cannot be made: " + describe(made)) ||
        !soak.requireReady(soak.server.stop() == 0, "the server does not end")) {
        return;
    }
    const QString archive = soak.backend.folder() + QStringLiteral("/stolen.jsonl");
    (void)soak.server.control({QStringLiteral("tenant"), QStringLiteral("export"), QStringLiteral("--tenant"),
                               QString::fromStdString(soak.kit->tenant.text()), QStringLiteral("--file"),
                               archive});
    const std::filesystem::path keyFile =
        std::filesystem::path(soak.backend.folder().toStdString()) / "data" / "server.key";
    const auto serverKey = auth::ServerKey::open(keyFile);
    const QJsonObject row = rowOf(archive, "ground");
    if (!soak.requireReady(serverKey.has_value() && !row.isEmpty(), "nothing was stolen")) {
        return;
    }
    const std::string all = textOf(archive.toStdString()) + soak.server.log().toStdString();
    const std::string shown(typed.reveal().data(), typed.reveal().size());
    for (const std::string& form :
         {code, shown, toBase64Url(crypto::hash(code)), toBase64Url(keys->auth.reveal())}) {
        soak.require(all.find(form) == std::string::npos, "a form of the password is stored");
    }
    grind(soak, row, code, serverKey->pepper());
}

} // namespace kaomon::soak

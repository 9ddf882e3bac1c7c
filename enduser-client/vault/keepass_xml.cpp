// SPDX-License-Identifier: GPL-3.0-or-later
// KeePass 2 XML. The reader is Qt's; what it keeps of the text inside it cannot be wiped.
#include <QXmlStreamReader>

#include "vault/entry_import.h"

namespace kaomon::vaultpage {

namespace {

constexpr int kDeepest = 64;
constexpr qsizetype kLongestValue = 64 * 1024;
constexpr std::size_t kLongestTag = 50;

class KeePassXml {
public:
    explicit KeePassXml(std::string_view bytes)
        : m_bytes(QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())))
        , m_reader(m_bytes) {
        m_reader.setEntityExpansionLimit(0);
    }

    Result<std::vector<ImportedEntry>> read() {
        while (!m_reader.atEnd() && m_fault.empty()) {
            const auto token = m_reader.readNext();
            if (token == QXmlStreamReader::DTD) {
                m_fault = "doctype";
            } else if (token == QXmlStreamReader::StartElement) {
                open();
            } else if (token == QXmlStreamReader::EndElement) {
                close();
            }
        }
        if (m_fault.empty() && (m_reader.hasError() || !m_isKeePass)) {
            m_fault = "xml";
        }
        if (!m_fault.empty()) {
            return fail(ErrorCode::ValidationFailed, "line " + std::to_string(m_reader.lineNumber()),
                        m_fault);
        }
        return std::move(m_entries);
    }

private:
    struct Group {
        std::string name;
        bool isBin = false;
    };

    void open() {
        const auto name = m_reader.name();
        if (m_path.isEmpty() && name != QLatin1String("KeePassFile")) {
            m_fault = "xml";
            return;
        }
        m_isKeePass = true;
        if (m_path.size() >= kDeepest) {
            m_fault = "depth";
            return;
        }
        const bool isInGroup = !m_path.isEmpty() && m_path.last() == QLatin1String("Group");
        if (name == QLatin1String("Group")) {
            const bool isBin = !m_groups.empty() && m_groups.back().isBin; // all below it, too
            m_groups.push_back({{}, isBin});
        } else if (isInGroup && name == QLatin1String("Name")) {
            m_groups.back().name = text();
            return;
        } else if (isInGroup && name == QLatin1String("UUID")) {
            const std::string id = text();
            m_groups.back().isBin = m_groups.back().isBin || (!id.empty() && id == m_bin);
            return;
        } else if (isInGroup && name == QLatin1String("Entry")) {
            readEntry();
            return;
        } else if (name == QLatin1String("RecycleBinUUID")) {
            m_bin = text();
            return;
        } else if (name != QLatin1String("KeePassFile") && name != QLatin1String("Meta") &&
                   name != QLatin1String("Root")) {
            m_reader.skipCurrentElement();
            return;
        }
        m_path.append(name.toString());
    }

    void close() {
        if (m_path.isEmpty()) {
            return;
        }
        if (m_path.takeLast() == QLatin1String("Group") && !m_groups.empty()) {
            m_groups.pop_back();
        }
    }

    // Of an element without others in it; too long a one spoils the file.
    std::string text() {
        QString read = m_reader.readElementText();
        if (read.size() > kLongestValue) {
            m_fault = "size";
        }
        std::string out = read.toStdString();
        kaomon::wipe(read.data(), static_cast<std::size_t>(read.size()) * sizeof(QChar));
        return out;
    }

    void readEntry() {
        if (m_entries.size() >= kMostImported) {
            m_fault = "rows";
            return;
        }
        ImportedEntry imported;
        imported.row = m_entries.size() + 1;
        while (m_reader.readNextStartElement() && m_fault.empty()) {
            if (m_reader.name() == QLatin1String("String")) {
                readString(imported);
            } else if (m_reader.name() == QLatin1String("Times")) {
                readTimes(imported);
            } else {
                m_reader.skipCurrentElement(); // what it was before, keys of other programs, icons
            }
        }
        if (m_groups.size() > 1 && !m_groups.back().name.empty() &&
            m_groups.back().name.size() <= kLongestTag) {
            imported.entry.tags.push_back(m_groups.back().name);
        }
        if (m_groups.back().isBin) {
            imported.skip = ImportSkip::RecycleBin;
        }
        judge(imported);
        m_entries.push_back(std::move(imported));
    }

    void readString(ImportedEntry& imported) {
        std::string key;
        SecretString value;
        bool isEncrypted = false;
        while (m_reader.readNextStartElement() && m_fault.empty()) {
            if (m_reader.name() == QLatin1String("Key")) {
                key = text();
            } else if (m_reader.name() == QLatin1String("Value")) {
                isEncrypted =
                    m_reader.attributes().value(QLatin1String("Protected")) == QLatin1String("True");
                value = SecretString(text());
            } else {
                m_reader.skipCurrentElement();
            }
        }
        vault::VaultEntry& entry = imported.entry;
        if (isEncrypted && key == "Password" && !value.isEmpty()) {
            imported.skip = ImportSkip::Encrypted;
        } else if (key == "Title") {
            entry.title = value.reveal();
        } else if (key == "UserName") {
            entry.userName = value.reveal();
        } else if (key == "Password") {
            entry.secret = std::move(value);
        } else if (key == "URL") {
            entry.url = value.reveal();
        } else if (key == "Notes") {
            entry.notes = std::move(value);
        } else if ((key == "otp" || key == "TimeOtp-Secret-Base32") && !isEncrypted && !value.isEmpty()) {
            entry.totp = std::move(value);
        }
    }

    void readTimes(ImportedEntry& imported) {
        bool expires = false;
        std::string when;
        while (m_reader.readNextStartElement() && m_fault.empty()) {
            if (m_reader.name() == QLatin1String("Expires")) {
                expires = text() == "True";
            } else if (m_reader.name() == QLatin1String("ExpiryTime")) {
                when = text();
            } else {
                m_reader.skipCurrentElement();
            }
        }
        if (const auto time = fromRfc3339(when); expires && time) {
            imported.entry.expiresAt = *time;
        }
    }

    QByteArray m_bytes;
    QXmlStreamReader m_reader;
    QStringList m_path;
    std::vector<Group> m_groups;
    std::vector<ImportedEntry> m_entries;
    std::string m_bin;
    std::string m_fault;
    bool m_isKeePass = false;
};

} // namespace

Result<std::vector<ImportedEntry>> readKeePassEntries(std::string_view bytes) {
    if (bytes.size() > kLargestImport) {
        return fail(ErrorCode::ValidationFailed, "too large", "size");
    }
    return KeePassXml(bytes).read();
}

} // namespace kaomon::vaultpage

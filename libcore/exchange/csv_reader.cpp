// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/csv_reader.h"

namespace kaomon::exchange {

// One look at the front of the bytes; ends as done, starved or failed.
class CsvReader::Scan {
public:
    Scan(std::string_view bytes, char delimiter, bool isLast)
        : m_bytes(bytes)
        , m_delimiter(delimiter)
        , m_isLast(isLast) {}

    Result<std::optional<CsvRecord>> run() {
        while (true) {
            const bool isRead = atQuote() ? readQuoted() : readPlain();
            if (m_failure != nullptr) {
                return fail(ErrorCode::ValidationFailed, "malformed CSV", m_failure);
            }
            if (!isRead) {
                return starved();
            }
            if (m_record.cells.size() > kMostCells || m_at > kLargestRecord) {
                return fail(ErrorCode::ValidationFailed, "record too large", "size");
            }
            if (m_at < m_bytes.size() && m_bytes[m_at] == m_delimiter) {
                ++m_at;
                continue;
            }
            if (!takeLineEnd()) {
                return starved();
            }
            m_record.size = m_at;
            return std::optional(std::move(m_record));
        }
    }

private:
    [[nodiscard]] bool atQuote() const { return m_at < m_bytes.size() && m_bytes[m_at] == '"'; }

    Result<std::optional<CsvRecord>> starved() const {
        if (m_bytes.size() > kLargestRecord) {
            return fail(ErrorCode::ValidationFailed, "record too large", "size");
        }
        return std::optional<CsvRecord>();
    }

    // Each reads one cell and stops at what ends it; false when the bytes end before that is certain.
    bool readPlain() {
        const auto start = m_at;
        const char ends[] = {m_delimiter, '\r', '\n'};
        m_at = m_bytes.find_first_of(std::string_view(ends, sizeof ends), start);
        if (m_at == std::string_view::npos) {
            if (!m_isLast) {
                return false;
            }
            m_at = m_bytes.size();
        }
        m_record.cells.emplace_back(m_bytes.substr(start, m_at - start));
        return true;
    }

    bool readQuoted() {
        std::string cell;
        for (++m_at; m_at < m_bytes.size(); ++m_at) {
            const char c = m_bytes[m_at];
            if (c != '"') {
                countLine(c);
                cell += c;
                continue;
            }
            if (m_at + 1 == m_bytes.size() && !m_isLast) {
                return false; // the other half of "" may come
            }
            if (m_at + 1 < m_bytes.size() && m_bytes[m_at + 1] == '"') {
                cell += '"';
                ++m_at;
                continue;
            }
            ++m_at;
            const char end = m_at < m_bytes.size() ? m_bytes[m_at] : '\n';
            if (end != m_delimiter && end != '\r' && end != '\n') {
                m_failure = "quote";
                return false;
            }
            m_record.cells.push_back(std::move(cell));
            return true;
        }
        if (m_isLast) {
            m_failure = "quote";
        }
        return false;
    }

    void countLine(char c) {
        const bool isSecondHalf = c == '\n' && m_bytes[m_at - 1] == '\r';
        if ((c == '\n' || c == '\r') && !isSecondHalf) {
            ++m_record.lines;
        }
    }

    // True at the end of the file too.
    bool takeLineEnd() {
        if (m_at == m_bytes.size()) {
            return m_isLast;
        }
        const bool isReturn = m_bytes[m_at] == '\r';
        if (isReturn && m_at + 1 == m_bytes.size() && !m_isLast) {
            return false; // an LF may come
        }
        ++m_at;
        if (isReturn && m_at < m_bytes.size() && m_bytes[m_at] == '\n') {
            ++m_at;
        }
        ++m_record.lines;
        return true;
    }

    std::string_view m_bytes;
    char m_delimiter;
    bool m_isLast;
    std::size_t m_at = 0;
    CsvRecord m_record;
    const char* m_failure = nullptr;
};

Result<std::optional<CsvRecord>> CsvReader::next(std::string_view bytes, bool isLast) const {
    if (bytes.empty()) {
        return std::optional<CsvRecord>();
    }
    return Scan(bytes, m_delimiter, isLast).run();
}

} // namespace kaomon::exchange

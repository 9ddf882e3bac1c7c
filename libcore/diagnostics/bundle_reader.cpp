// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnostics/bundle_reader.h"

#include <algorithm>
#include <array>
#include <memory>

#include <archive.h>
#include <archive_entry.h>

#include "diagnostics/bundle_names.h"
#include "diagnostics/shown_text.h"
#include "wire/codec.h"

namespace kaomon::diagnostics {
namespace {

constexpr std::size_t kPiece = 64 * 1024;
constexpr std::size_t kLongestName = 128;
constexpr int kFormat = 1;

tl::unexpected<Error> refused(const char* why, const char* field) {
    return fail(ErrorCode::ValidationFailed, why, field);
}

class Reader {
public:
    Reader(const BundleSource& source, BundleLimits limits)
        : m_archive(archive_read_new())
        , m_source(source)
        , m_limits(limits) {}
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader() { archive_read_free(m_archive); }

    [[nodiscard]] Result<Bundle> read() {
        // in order and without the directory at the end, which could say anything
        archive_read_support_format_zip_streamable(m_archive);
        if (archive_read_open(m_archive, this, nullptr, &Reader::pull, nullptr) != ARCHIVE_OK) {
            return propagate(m_error);
        }
        for (std::size_t entries = 0;; ++entries) {
            ::archive_entry* entry = nullptr;
            const int status = archive_read_next_header(m_archive, &entry);
            if (status == ARCHIVE_EOF) {
                break;
            }
            if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
                return propagate(m_error);
            }
            if (entries == m_limits.entries) {
                return refused("too many entries", "entries");
            }
            if (auto taken = take(entry); !taken) {
                return propagate(taken.error());
            }
        }
        if (!m_hasReport) {
            return refused("no report", "format");
        }
        return std::move(m_bundle);
    }

private:
    static la_ssize_t pull(::archive* from, void* context, const void** data) {
        auto& self = *static_cast<Reader*>(context);
        const auto piece = self.m_source();
        if (!piece) {
            self.m_error = piece.error();
            archive_set_error(from, ARCHIVE_FATAL, "the source failed");
            return -1;
        }
        self.m_read += piece->size();
        if (self.m_read > self.m_limits.archiveBytes) {
            self.m_error = Error(ErrorCode::PayloadTooLarge, "the bundle is larger than may be");
            archive_set_error(from, ARCHIVE_FATAL, "too large");
            return -1;
        }
        *data = piece->data();
        return static_cast<la_ssize_t>(piece->size());
    }

    [[nodiscard]] Status take(::archive_entry* entry) {
        const char* raw = archive_entry_pathname(entry);
        const std::string name(raw != nullptr ? raw : "");
        const bool isFile =
            archive_entry_filetype(entry) == AE_IFREG && archive_entry_is_encrypted(entry) == 0;
        if (isFile && name == kReportName && !m_hasReport) {
            return takeReport();
        }
        const auto source = isFile ? sourceOf(name) : std::nullopt;
        // the report comes first: a bundle without one is not read through
        if (!m_hasReport) {
            return refused("the first entry is no report", "format");
        }
        if (source) {
            return takeLog(*source);
        }
        m_bundle.passedOver.push_back(shownText(name).substr(0, kLongestName));
        return {};
    }

    // Size 0: the entry is over.
    [[nodiscard]] Result<std::string_view> piece() {
        const auto size = archive_read_data(m_archive, m_piece.data(), m_piece.size());
        if (size < 0) {
            return propagate(m_error);
        }
        return std::string_view(m_piece.data(), static_cast<std::size_t>(size));
    }

    [[nodiscard]] Status takeReport() {
        std::string text;
        while (true) {
            const auto more = piece();
            if (!more) {
                return propagate(more.error());
            }
            if (more->empty()) {
                break;
            }
            text += *more;
            if (text.size() > m_limits.reportBytes) {
                return refused("the report is larger than may be", "report");
            }
        }
        auto report = wire::decode<wire::DiagnosticsReport>(text);
        if (!report) {
            return refused("the report cannot be read", "report");
        }
        if (report->format < 1 || report->format > kFormat) {
            return refused("a report of another format", "format");
        }
        makeSafe(*report);
        m_bundle.report = std::move(*report);
        m_hasReport = true;
        return {};
    }

    static void makeSafe(wire::DiagnosticsReport& report) {
        for (std::string* text : {&report.program, &report.version, &report.system}) {
            *text = shownText(*text);
        }
        for (auto& fact : report.facts) {
            fact = {shownText(fact.name), shownText(fact.value)};
        }
        for (auto& check : report.checks) {
            check = {shownText(check.name), shownText(check.result), shownText(check.code)};
        }
    }

    [[nodiscard]] Status takeLog(const std::string& source) {
        std::string line;
        while (!m_bundle.isCut) {
            const auto more = piece();
            if (!more) {
                return propagate(more.error());
            }
            if (more->empty()) {
                break;
            }
            for (std::size_t at = 0; at < more->size() && !m_bundle.isCut;) {
                const auto end = std::min(more->find('\n', at), more->size());
                const auto room = m_limits.lineBytes - line.size();
                line += more->substr(at, std::min(end - at, room));
                if (end < more->size()) {
                    addLine(source, line);
                    line.clear();
                }
                at = end + 1;
            }
        }
        if (!line.empty()) {
            addLine(source, line);
        }
        return {}; // what is left of an entry is passed over with the next header
    }

    void addLine(const std::string& source, const std::string& line) {
        m_text += line.size() + 1;
        if (m_bundle.lines.size() == m_limits.lines || m_text > m_limits.textBytes) {
            m_bundle.isCut = true;
            return;
        }
        if (!line.empty()) {
            m_bundle.lines.push_back(readLine(source, line));
        }
    }

    ::archive* m_archive;
    const BundleSource& m_source;
    BundleLimits m_limits;
    Error m_error{ErrorCode::ValidationFailed, "the bundle is damaged", "format"};
    Bundle m_bundle;
    std::array<char, kPiece> m_piece{};
    std::uint64_t m_read = 0;
    std::uint64_t m_text = 0;
    bool m_hasReport = false;
};

} // namespace

Result<Bundle> readBundle(const BundleSource& source, BundleLimits limits) {
    return std::make_unique<Reader>(source, limits)->read();
}

} // namespace kaomon::diagnostics

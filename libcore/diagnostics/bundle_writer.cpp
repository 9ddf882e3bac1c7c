// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnostics/bundle_writer.h"

#include <algorithm>
#include <set>
#include <string>

#include <archive.h>
#include <archive_entry.h>

#include "diagnostics/bundle_names.h"
#include "wire/codec.h"

namespace kaomon::diagnostics {

struct BundleWriter::Impl {
    ::archive* target = archive_write_new();
    Sink sink;
    BundleLimits limits;
    Error sinkError{ErrorCode::StorageFailed, "the bundle cannot be written"};
    std::set<std::string, std::less<>> sources;
    std::uint64_t text = 0;
    std::size_t lines = 0;

    Impl() = default;
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        // freeing would close, and closing would write the end of a file that nobody finished
        archive_write_fail(target);
        archive_write_free(target);
    }

    static la_ssize_t pass(::archive* target, void* context, const void* data, std::size_t size) {
        auto& self = *static_cast<Impl*>(context);
        const auto passed = self.sink({static_cast<const std::uint8_t*>(data), size});
        if (!passed) {
            self.sinkError = passed.error();
            archive_set_error(target, ARCHIVE_FATAL, "the sink refused");
            return -1;
        }
        return static_cast<la_ssize_t>(size);
    }

    // Sizes are not known before: they follow each entry.
    [[nodiscard]] Status entry(const std::string& name) {
        ::archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0600);
        const int status = archive_write_header(target, entry);
        archive_entry_free(entry);
        return status == ARCHIVE_OK ? Status() : propagate(sinkError);
    }

    [[nodiscard]] Status data(std::string_view bytes) {
        const auto written = archive_write_data(target, bytes.data(), bytes.size());
        return written == static_cast<la_ssize_t>(bytes.size()) ? Status() : propagate(sinkError);
    }
};

BundleWriter::BundleWriter(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {}
BundleWriter::BundleWriter(BundleWriter&&) noexcept = default;
BundleWriter& BundleWriter::operator=(BundleWriter&&) noexcept = default;
BundleWriter::~BundleWriter() = default;

Result<BundleWriter> BundleWriter::begin(const wire::DiagnosticsReport& report, Sink sink,
                                         BundleLimits limits) {
    const std::string text = wire::encode(report);
    if (text.size() > limits.reportBytes) {
        return fail(ErrorCode::PayloadTooLarge, "the report is larger than may be");
    }
    auto impl = std::make_unique<Impl>();
    impl->sink = std::move(sink);
    impl->limits = limits;
    archive_write_set_format_zip(impl->target);
    archive_write_set_options(impl->target, "zip:compression=deflate");
    archive_write_set_bytes_in_last_block(impl->target, 1); // no padding behind the end
    if (archive_write_open(impl->target, impl.get(), nullptr, &Impl::pass, nullptr) != ARCHIVE_OK) {
        return propagate(impl->sinkError);
    }
    auto begun = impl->entry(std::string(kReportName));
    if (begun) {
        begun = impl->data(text);
    }
    if (!begun) {
        return propagate(begun.error());
    }
    return BundleWriter(std::move(impl));
}

Status BundleWriter::beginLog(std::string_view source) {
    if (!isSourceName(source) || m_impl->sources.size() + 2 > m_impl->limits.entries ||
        !m_impl->sources.emplace(source).second) {
        return fail(ErrorCode::ValidationFailed, "no further log of this name", "source");
    }
    return m_impl->entry(logName(source));
}

Status BundleWriter::addLine(std::string_view line) {
    if (m_impl->sources.empty()) {
        return fail(ErrorCode::ValidationFailed, "a line of no log", "source");
    }
    std::string kept(line.substr(0, m_impl->limits.lineBytes));
    std::ranges::replace_if(
        kept, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    kept += '\n';
    if (m_impl->lines == m_impl->limits.lines || m_impl->text + kept.size() > m_impl->limits.textBytes) {
        return fail(ErrorCode::PayloadTooLarge, "the bundle is full");
    }
    ++m_impl->lines;
    m_impl->text += kept.size();
    return m_impl->data(kept);
}

Status BundleWriter::finish() {
    return archive_write_close(m_impl->target) == ARCHIVE_OK ? Status() : propagate(m_impl->sinkError);
}

} // namespace kaomon::diagnostics

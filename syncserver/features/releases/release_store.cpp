// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/releases/release_store.h"

#include <algorithm>
#include <charconv>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "duties/release_book.h"

namespace kaomon::features {
namespace {

constexpr long long kPiece = 256 * 1024;

std::optional<long long> numberOf(std::string_view text) {
    long long value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isNumber =
        error == std::errc() && end == text.data() + text.size() && value >= 0 && text[0] != '+';
    return isNumber ? std::optional(value) : std::nullopt;
}

// An open file and how far it was sent.
class OpenFile {
public:
    OpenFile(int file, ByteRange range)
        : m_file(file)
        , m_next(range.first)
        , m_end(range.last + 1) {}
    ~OpenFile() { ::close(m_file); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    // Empty at the end.
    [[nodiscard]] Result<std::string> next() {
        std::string piece(static_cast<std::size_t>(std::min(kPiece, m_end - m_next)), '\0');
        if (piece.empty()) {
            return piece;
        }
        const auto size = ::pread(m_file, piece.data(), piece.size(), m_next);
        if (size <= 0) {
            return fail(ErrorCode::StorageFailed, "a release's file ended early");
        }
        piece.resize(static_cast<std::size_t>(size));
        m_next += size;
        return piece;
    }

private:
    int m_file;
    long long m_next;
    long long m_end;
};

Result<std::shared_ptr<OpenFile>> openFile(const std::filesystem::path& path, long long size,
                                           ByteRange range) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0) {
        return fail(ErrorCode::NotFound, "the file of a release is missing");
    }
    auto opened = std::make_shared<OpenFile>(file, range);
    struct stat info {};
    if (::fstat(file, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size != size) {
        return fail(ErrorCode::NotFound, "the file of a release is not what was released");
    }
    return opened;
}

} // namespace

RangeAnswer readRange(std::string_view header, long long size, ByteRange& range) {
    constexpr std::string_view kUnit = "bytes=";
    range = {0, size - 1};
    const auto dash = header.find('-');
    if (!header.starts_with(kUnit) || dash == std::string_view::npos ||
        header.find(',') != std::string_view::npos) {
        return RangeAnswer::Whole;
    }
    const std::string_view from = header.substr(kUnit.size(), dash - kUnit.size());
    const std::string_view to = header.substr(dash + 1);
    const auto first = from.empty() ? std::nullopt : numberOf(from);
    const auto last = to.empty() ? std::nullopt : numberOf(to);
    if ((!from.empty() && !first) || (!to.empty() && !last) || (from.empty() && to.empty()) ||
        (first && last && *last < *first)) {
        return RangeAnswer::Whole;
    }
    if (!first) { // the last so many
        if (*last == 0) {
            return RangeAnswer::Unsatisfiable;
        }
        range.first = std::max(0LL, size - *last);
        return RangeAnswer::Part;
    }
    if (*first >= size) {
        return RangeAnswer::Unsatisfiable;
    }
    range = {*first, std::min(last.value_or(size - 1), size - 1)};
    return RangeAnswer::Part;
}

boost::asio::awaitable<Result<http::BodySource>> ReleaseStore::open(std::string version, std::string name,
                                                                    long long size, ByteRange range) {
    const std::filesystem::path path = duties::releaseFilePath(m_folder, version, name);
    auto opened = co_await m_threads.run([&path, size, range] { return openFile(path, size, range); });
    if (!opened || !*opened) {
        co_return propagate(!opened ? opened.error() : opened->error());
    }
    const std::shared_ptr<OpenFile> file = **opened;
    co_return http::BodySource([this, file]() -> boost::asio::awaitable<Result<std::string>> {
        auto piece = co_await m_threads.run([&file] { return file->next(); });
        if (!piece) {
            co_return propagate(piece.error());
        }
        co_return std::move(*piece);
    });
}

} // namespace kaomon::features

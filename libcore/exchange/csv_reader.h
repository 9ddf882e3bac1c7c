// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kaomon::exchange {

// One record of a CSV file, cells as bytes of the file's encoding.
struct CsvRecord {
    std::vector<std::string> cells;
    std::size_t size = 0;  // bytes read, with the line end
    std::size_t lines = 0; // line ends read, those inside quotes too
    [[nodiscard]] bool isBlank() const { return cells.size() == 1 && cells.front().empty(); }
};

inline constexpr std::size_t kLargestRecord = 64 * 1024;
inline constexpr std::size_t kMostCells = 200;

// Reads RFC 4180 with LF, CR or CRLF from a file that comes in pieces: the caller keeps the bytes that were
// not taken and adds the next piece behind them, so that no more than one piece and one record are ever in
// memory. Works on UTF-8 and CP932 alike, since no byte of a CP932 character equals a quote, comma, TAB, CR
// or LF. Stateless; any thread.
class CsvReader {
public:
    explicit CsvReader(char delimiter)
        : m_delimiter(delimiter) {}

    // The record at the front of `bytes`; nothing when it does not end there and more may come (or `bytes` is
    // empty). ErrorCode::ValidationFailed with field "quote" (text behind a closing quote, or a quote without
    // end) or "size" (more than kLargestRecord bytes or kMostCells cells).
    [[nodiscard]] Result<std::optional<CsvRecord>> next(std::string_view bytes, bool isLast) const;

private:
    class Scan;
    char m_delimiter;
};

} // namespace kaomon::exchange

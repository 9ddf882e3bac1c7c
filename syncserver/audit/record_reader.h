// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string_view>

#include "wire/operations.h"

namespace kaomon::audit {

// Reads entries of operation logs for a check of millions of them: without a tree of the text in between, and
// into the same entry again and again. Used by one thread.
class RecordReader {
public:
    RecordReader();
    ~RecordReader();
    RecordReader(const RecordReader&) = delete;
    RecordReader& operator=(const RecordReader&) = delete;

    // The entry, good until the next call; nullptr when the text is no entry of a log: not JSON, or a member
    // is missing or of another type. Members that this version does not know are passed over.
    [[nodiscard]] const wire::Operation* read(std::string_view record);

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace kaomon::audit

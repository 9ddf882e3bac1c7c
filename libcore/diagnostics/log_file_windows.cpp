// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnostics/log_file.h"

#include <string>
#include <utility>

#include <windows.h>
// after windows.h, which it needs
#include <sddl.h>

namespace kaomon::diagnostics {
namespace {

// Not inherited from above: SYSTEM, administrators, and whoever makes the folder.
constexpr const wchar_t* kOwnFolder = L"D:P(A;OICI;GA;;;SY)(A;OICI;GA;;;BA)(A;OICI;GA;;;OW)";

} // namespace

struct LogFile::Handle {
    HANDLE file;

    explicit Handle(HANDLE opened)
        : file(opened) {}
    ~Handle() { ::CloseHandle(file); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
};

LogFile::LogFile(std::unique_ptr<Handle> handle)
    : m_handle(std::move(handle)) {}
LogFile::~LogFile() = default;
LogFile::LogFile(LogFile&&) noexcept = default;
LogFile& LogFile::operator=(LogFile&&) noexcept = default;

Result<LogFile> LogFile::open(const std::filesystem::path& path) {
    // FILE_WRITE_DATA besides, for empty(); others may read, rename and delete it meanwhile, as on Linux.
    const HANDLE file =
        ::CreateFileW(path.c_str(), FILE_APPEND_DATA | FILE_WRITE_DATA | FILE_READ_ATTRIBUTES | SYNCHRONIZE,
                      FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_ALWAYS,
                      FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
    if (file == INVALID_HANDLE_VALUE) {
        return fail(ErrorCode::StorageFailed, "the log cannot be opened");
    }
    auto handle = std::make_unique<Handle>(file);
    BY_HANDLE_FILE_INFORMATION facts{};
    if (::GetFileInformationByHandle(file, &facts) == 0 ||
        (facts.dwFileAttributes & (FILE_ATTRIBUTE_REPARSE_POINT | FILE_ATTRIBUTE_DIRECTORY)) != 0) {
        return fail(ErrorCode::StorageFailed, "the log is no ordinary file");
    }
    return LogFile(std::move(handle));
}

std::size_t LogFile::size() const {
    LARGE_INTEGER size{};
    return ::GetFileSizeEx(m_handle->file, &size) != 0 ? static_cast<std::size_t>(size.QuadPart) : 0;
}

std::size_t LogFile::add(std::string_view text) noexcept {
    OVERLAPPED atTheEnd{};
    atTheEnd.Offset = atTheEnd.OffsetHigh = 0xFFFFFFFF;
    DWORD written = 0;
    return ::WriteFile(m_handle->file, text.data(), static_cast<DWORD>(text.size()), &written, &atTheEnd) != 0
               ? written
               : 0;
}

void LogFile::empty() noexcept {
    if (::SetFilePointerEx(m_handle->file, {}, nullptr, FILE_BEGIN) != 0) {
        ::SetEndOfFile(m_handle->file);
    }
}

Status makeOwnFolder(const std::filesystem::path& folder) {
    PSECURITY_DESCRIPTOR access = nullptr;
    if (::ConvertStringSecurityDescriptorToSecurityDescriptorW(kOwnFolder, SDDL_REVISION_1, &access,
                                                               nullptr) == 0) {
        return fail(ErrorCode::StorageFailed, "the folder of the log cannot be made");
    }
    SECURITY_ATTRIBUTES attributes{sizeof attributes, access, FALSE};
    std::filesystem::path made = folder.root_path();
    bool isThere = true;
    for (const auto& part : folder.relative_path()) {
        made /= part;
        isThere = ::CreateDirectoryW(made.c_str(), &attributes) != 0 ||
                  ::GetLastError() == ERROR_ALREADY_EXISTS || ::GetLastError() == ERROR_ACCESS_DENIED;
        if (!isThere) {
            break;
        }
    }
    ::LocalFree(access);
    return isThere ? Status() : fail(ErrorCode::StorageFailed, "the folder of the log cannot be made");
}

std::filesystem::path pathOf(std::string_view utf8) {
    return std::u8string(utf8.begin(), utf8.end());
}

} // namespace kaomon::diagnostics

// SPDX-License-Identifier: GPL-3.0-or-later
#include "localstore/files_impl.h"

#include <array>
#include <filesystem>
#include <memory>

#include <windows.h>
// after windows.h, which they need
#include <aclapi.h>
#include <sddl.h>

namespace kaomon::localstore {
namespace {

// SYSTEM, administrators, and the owner, who is whoever makes it.
constexpr const wchar_t* kPrivate = L"D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;OW)";
constexpr ACCESS_MASK kChanging = FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_WRITE_EA | FILE_WRITE_ATTRIBUTES |
                                  FILE_DELETE_CHILD | DELETE | WRITE_DAC | WRITE_OWNER | GENERIC_WRITE |
                                  GENERIC_ALL;

tl::unexpected<Error> systemFault(const char* what, DWORD error) {
    const bool isFull = error == ERROR_DISK_FULL || error == ERROR_HANDLE_DISK_FULL;
    return fail(isFull ? ErrorCode::DiskFull : ErrorCode::StorageFailed,
                std::string(what) + ": error " + std::to_string(error));
}

std::filesystem::path pathOf(const std::string& utf8) {
    return std::u8string(utf8.begin(), utf8.end());
}

struct Freed {
    void operator()(void* memory) const { ::LocalFree(memory); }
};
using Descriptor = std::unique_ptr<void, Freed>;

struct Closed {
    void operator()(void* file) const { ::CloseHandle(file); }
};
using File = std::unique_ptr<void, Closed>;

File openFile(const std::filesystem::path& path, DWORD access, DWORD how, SECURITY_ATTRIBUTES* attributes) {
    const HANDLE file = ::CreateFileW(path.c_str(), access, FILE_SHARE_READ, attributes, how,
                                      FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
    return File(file == INVALID_HANDLE_VALUE ? nullptr : file);
}

Descriptor privateAccess() {
    PSECURITY_DESCRIPTOR access = nullptr;
    ::ConvertStringSecurityDescriptorToSecurityDescriptorW(kPrivate, SDDL_REVISION_1, &access, nullptr);
    return Descriptor(access);
}

bool isOneOf(PSID sid, PSID owner) {
    return ::EqualSid(sid, owner) != 0 || ::IsWellKnownSid(sid, WinLocalSystemSid) != 0 ||
           ::IsWellKnownSid(sid, WinBuiltinAdministratorsSid) != 0 ||
           ::IsWellKnownSid(sid, WinCreatorOwnerRightsSid) != 0;
}

// Whether the list lets anybody but SYSTEM, administrators and the owner have one of these rights.
bool isOpenToOthers(PACL list, PSID owner, ACCESS_MASK rights) {
    if (list == nullptr) {
        return true; // no list: everybody
    }
    for (DWORD i = 0; i < list->AceCount; ++i) {
        void* found = nullptr;
        if (::GetAce(list, i, &found) == 0) {
            return true;
        }
        auto* entry = static_cast<ACCESS_ALLOWED_ACE*>(found);
        if (entry->Header.AceType == ACCESS_ALLOWED_ACE_TYPE && (entry->Mask & rights) != 0 &&
            !isOneOf(&entry->SidStart, owner)) {
            return true;
        }
    }
    return false;
}

bool isOurself(PSID owner) {
    HANDLE opened = nullptr;
    if (::OpenProcessToken(::GetCurrentProcess(), TOKEN_QUERY, &opened) == 0) {
        return false;
    }
    const File token(opened);
    alignas(TOKEN_USER) std::array<std::byte, sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE> user{};
    DWORD size = 0;
    return ::GetTokenInformation(token.get(), TokenUser, user.data(), static_cast<DWORD>(user.size()),
                                 &size) != 0 &&
           ::EqualSid(reinterpret_cast<const TOKEN_USER*>(user.data())->User.Sid, owner) != 0;
}

// An owner may change the list at any time, whatever it says now: somebody may have made the folder before
// us.
bool belongsToOthers(const std::filesystem::path& path) {
    PSID owner = nullptr;
    PSECURITY_DESCRIPTOR found = nullptr;
    std::wstring name = path.wstring();
    if (::GetNamedSecurityInfoW(name.data(), SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, &owner, nullptr,
                                nullptr, nullptr, &found) != ERROR_SUCCESS) {
        return true;
    }
    const Descriptor descriptor(found);
    return owner == nullptr ||
           !(::IsWellKnownSid(owner, WinLocalSystemSid) != 0 ||
             ::IsWellKnownSid(owner, WinBuiltinAdministratorsSid) != 0 || isOurself(owner));
}

bool isOpenToOthers(const std::filesystem::path& path, ACCESS_MASK rights) {
    PSID owner = nullptr;
    PACL list = nullptr;
    PSECURITY_DESCRIPTOR found = nullptr;
    std::wstring name = path.wstring();
    if (::GetNamedSecurityInfoW(name.data(), SE_FILE_OBJECT,
                                OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION, &owner, nullptr,
                                &list, nullptr, &found) != ERROR_SUCCESS) {
        return true;
    }
    const Descriptor descriptor(found);
    return isOpenToOthers(list, owner, rights);
}

} // namespace

Status preparePrivateFolder(const std::string& path) {
    const auto folder = pathOf(path);
    const Descriptor access = privateAccess();
    SECURITY_ATTRIBUTES attributes{sizeof attributes, access.get(), FALSE};
    if (!access ||
        (::CreateDirectoryW(folder.c_str(), &attributes) == 0 && ::GetLastError() != ERROR_ALREADY_EXISTS)) {
        return systemFault("cannot make the store's folder", ::GetLastError());
    }
    const DWORD facts = ::GetFileAttributesW(folder.c_str());
    if (facts == INVALID_FILE_ATTRIBUTES || (facts & FILE_ATTRIBUTE_DIRECTORY) == 0 ||
        (facts & FILE_ATTRIBUTE_REPARSE_POINT) != 0) {
        return fail(ErrorCode::StorageFailed, "the store's folder is no folder");
    }
    if (belongsToOthers(folder)) {
        return fail(ErrorCode::StorageFailed, "the store's folder belongs to somebody else");
    }
    if (isOpenToOthers(folder, kChanging)) {
        return fail(ErrorCode::StorageFailed, "others may change the store's folder");
    }
    return {};
}

Result<SecretBytes> readPrivateFile(const std::string& path, std::size_t limit) {
    const File file = openFile(pathOf(path), GENERIC_READ | READ_CONTROL, OPEN_EXISTING, nullptr);
    if (!file) {
        const DWORD error = ::GetLastError();
        return error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND
                   ? fail(ErrorCode::NotFound, "no such file")
                   : systemFault("cannot open", error);
    }
    BY_HANDLE_FILE_INFORMATION facts{};
    if (::GetFileInformationByHandle(file.get(), &facts) == 0 ||
        (facts.dwFileAttributes & (FILE_ATTRIBUTE_REPARSE_POINT | FILE_ATTRIBUTE_DIRECTORY)) != 0) {
        return fail(ErrorCode::StorageFailed, "not a regular file");
    }
    if (isOpenToOthers(pathOf(path), kChanging | FILE_READ_DATA | GENERIC_READ)) {
        return fail(ErrorCode::KeyUnavailable, "the file is open to others");
    }
    Bytes bytes(limit);
    DWORD size = 0;
    if (::ReadFile(file.get(), bytes.data(), static_cast<DWORD>(limit), &size, nullptr) == 0) {
        return systemFault("cannot read", ::GetLastError());
    }
    bytes.resize(size);
    return SecretBytes(std::move(bytes));
}

Status replacePrivateFile(const std::string& path, std::span<const std::uint8_t> bytes) {
    const auto target = pathOf(path), fresh = pathOf(path + ".new");
    {
        const Descriptor access = privateAccess();
        SECURITY_ATTRIBUTES attributes{sizeof attributes, access.get(), FALSE};
        // One that is there may have another access list.
        ::DeleteFileW(fresh.c_str());
        const File file = access ? openFile(fresh, GENERIC_WRITE, CREATE_NEW, &attributes) : File();
        if (!file) {
            return systemFault("cannot make the file", ::GetLastError());
        }
        DWORD written = 0;
        if (::WriteFile(file.get(), bytes.data(), static_cast<DWORD>(bytes.size()), &written, nullptr) == 0 ||
            written != bytes.size()) {
            return systemFault("cannot write", ::GetLastError());
        }
        if (::FlushFileBuffers(file.get()) == 0) {
            return systemFault("cannot flush", ::GetLastError());
        }
    }
    if (::MoveFileExW(fresh.c_str(), target.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) ==
        0) {
        return systemFault("cannot put the file in place", ::GetLastError());
    }
    return {};
}

bool hasContent(const std::string& path) {
    std::error_code problem;
    const auto size = std::filesystem::file_size(pathOf(path), problem);
    return !problem && size > 0;
}

Status renameFile(const std::string& from, const std::string& to) {
    if (::MoveFileExW(pathOf(from).c_str(), pathOf(to).c_str(), MOVEFILE_WRITE_THROUGH) != 0) {
        return {};
    }
    const DWORD error = ::GetLastError();
    return error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND
               ? Status()
               : systemFault("cannot rename the file", error);
}

} // namespace kaomon::localstore

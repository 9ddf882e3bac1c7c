// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to libcore/wire: which members of each message struct travel, kept out of the public headers so
// that they need no Boost. A member added to a struct is added here too; the golden tests notice when it is
// not.

#include <boost/describe.hpp>

#include "wire/accounts.h"
#include "wire/bootstrap.h"
#include "wire/changes.h"
#include "wire/devices.h"
#include "wire/events.h"
#include "wire/groups.h"
#include "wire/ip_rules.h"
#include "wire/keys.h"
#include "wire/meta.h"
#include "wire/policies.h"
#include "wire/problem.h"
#include "wire/session.h"
#include "wire/settings.h"
#include "wire/templates.h"
#include "wire/two_person_acts.h"
#include "wire/users.h"

namespace kaomon::wire {

BOOST_DESCRIBE_STRUCT(ProblemError, (), (pointer, code))
BOOST_DESCRIBE_STRUCT(Problem, (),
                      (type, title, status, code, traceId, detail, errors, retryAfter, serverTime,
                       currentEtag))
BOOST_DESCRIBE_STRUCT(Health, (), (status))
BOOST_DESCRIBE_STRUCT(Meta, (), (product, version, api, minimumClient, time, banner))
BOOST_DESCRIBE_STRUCT(PasswordRecord, (), (salt, iterations, memoryKib, auth))
BOOST_DESCRIBE_STRUCT(IdentityRecord, (), (signPublic, boxPublic, wrapped))
BOOST_DESCRIBE_STRUCT(KeySeal, (), (kind, keyId, receiver, sealed))
BOOST_DESCRIBE_STRUCT(KeySealList, (), (items))
BOOST_DESCRIBE_STRUCT(VaultKeyWrap, (), (kind, target, sealed))
BOOST_DESCRIBE_STRUCT(ManifestDocument, (), (record, version))
BOOST_DESCRIBE_STRUCT(UserKeys, (), (user, identity, vaultKeys))
BOOST_DESCRIBE_STRUCT(PolicyDocument, (), (kind, scope, version, record, rev))
BOOST_DESCRIBE_STRUCT(PolicyDocumentList, (), (items))
BOOST_DESCRIBE_STRUCT(SettingValue, (), (name, value, locked))
BOOST_DESCRIBE_STRUCT(SettingsBody, (), (settings, reason))
BOOST_DESCRIBE_STRUCT(SettingDescription, (),
                      (name, type, defaultValue, minimum, maximum, choices, unit, scopes, section, since,
                       helpId, lockable, obeyed))
BOOST_DESCRIBE_STRUCT(SettingsTable, (), (sections, items))
BOOST_DESCRIBE_STRUCT(OverruledSetting, (), (scope, value))
BOOST_DESCRIBE_STRUCT(ExplainedSetting, (),
                      (name, value, source, setBy, setByLogin, setAt, version, locked, overruled))
BOOST_DESCRIBE_STRUCT(SettingsExplanation, (), (scopes, items))
BOOST_DESCRIBE_STRUCT(SettingsVersion, (),
                      (scope, version, signer, issuedAt, storedAt, reason, settings, record))
BOOST_DESCRIBE_STRUCT(SettingsVersionPage, (), (items, next))
BOOST_DESCRIBE_STRUCT(SettingChange, (), (name, oldValue, newValue, oldLocked, newLocked))
BOOST_DESCRIBE_STRUCT(SettingsDifference, (), (scope, fromVersion, toVersion, changes))
BOOST_DESCRIBE_STRUCT(SettingsProposal, (), (scope, settings))
BOOST_DESCRIBE_STRUCT(SettingsPreview, (), (scope, version, changes, users, devices, allUsers, allDevices))
BOOST_DESCRIBE_STRUCT(AccountLink, (), (authority, name))
BOOST_DESCRIBE_STRUCT(AccountLinksBody, (), (user, links, removedFaces))
BOOST_DESCRIBE_STRUCT(GroupMembersBody, (), (user, groups))
BOOST_DESCRIBE_STRUCT(BootstrapBegin, (), (code))
BOOST_DESCRIBE_STRUCT(BootstrapInfo, (), (tenant, tenantName, isDemo, tlsPin))
BOOST_DESCRIBE_STRUCT(BootstrapRequest, (),
                      (code, ownerId, login, displayName, mail, password, identity, manifest, defaultGroup,
                       seals, vaultKeys, policies))
BOOST_DESCRIBE_STRUCT(PreloginRequest, (), (tenant, login))
BOOST_DESCRIBE_STRUCT(PreloginReply, (), (salt, iterations, memoryKib))
BOOST_DESCRIBE_STRUCT(SignInRequest, (), (tenant, login, auth, sessionPublicKey, secondFactor))
BOOST_DESCRIBE_STRUCT(SessionUser, (),
                      (id, login, displayName, role, mustChangePassword, mustSetSecondFactor, vaultFrozen,
                       passwordExpiresAt))
BOOST_DESCRIBE_STRUCT(SessionReply, (),
                      (accessToken, refreshToken, expiresAt, sessionEndsAt, tenant, user, identity, vaultKeys,
                       serverTime))
BOOST_DESCRIBE_STRUCT(RefreshRequest, (), (refreshToken))
BOOST_DESCRIBE_STRUCT(ReauthRequest, (), (auth, secondFactor))
BOOST_DESCRIBE_STRUCT(ReauthReply, (), (validUntil))
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (currentAuth, next, identity, vaultKeys))
BOOST_DESCRIBE_STRUCT(SecondFactorState, (), (isActive, isRequired, changedAt, recoveryCodes))
BOOST_DESCRIBE_STRUCT(SecondFactorSetup, (), (secret, uri))
BOOST_DESCRIBE_STRUCT(SecondFactorConfirm, (), (code))
BOOST_DESCRIBE_STRUCT(RecoveryCodes, (), (codes))
BOOST_DESCRIBE_STRUCT(AccountRules, (), (administratorsNeedSecondFactor))
BOOST_DESCRIBE_STRUCT(SessionInfo, (),
                      (id, user, createdAt, lastUsedAt, endsAt, device, deviceName, address, isCurrent))
BOOST_DESCRIBE_STRUCT(SessionList, (), (items))
BOOST_DESCRIBE_STRUCT(RoleChange, (), (role, reason))
BOOST_DESCRIBE_STRUCT(ReissueItem, (), (user, oneTimePassword))
BOOST_DESCRIBE_STRUCT(BulkReissue, (), (items, expiresAt, reason))
BOOST_DESCRIBE_STRUCT(UnlockRequest, (), (reason, requireNewPassword))
BOOST_DESCRIBE_STRUCT(BulkUnlock, (), (users, reason, requireNewPassword))
BOOST_DESCRIBE_STRUCT(LockSource, (), (source, failures, lockedUntil))
BOOST_DESCRIBE_STRUCT(SignInFailure, (), (at, source, address))
BOOST_DESCRIBE_STRUCT(AccountSecurity, (),
                      (isLocked, sources, failures, hasSecondFactor, vaultFrozenAt, reissuedBy))
BOOST_DESCRIBE_STRUCT(FaceConfirmation, (), (faceTemplate))
BOOST_DESCRIBE_STRUCT(EmergencyKeySeal, (), (sealed))
BOOST_DESCRIBE_STRUCT(EmergencyIssue, (), (user, counter, hours, reason))
BOOST_DESCRIBE_STRUCT(EmergencyGrant, (), (device, sealed))
BOOST_DESCRIBE_STRUCT(AccountAct, (), (id, at, kind, actor, user, device, reason, detail))
BOOST_DESCRIBE_STRUCT(AccountActPage, (), (items, next))
BOOST_DESCRIBE_STRUCT(User, (),
                      (id, login, displayName, kana, mail, note, role, accountState, faceState, templateCount,
                       createdAt, lastSignInAt, validFrom, validTo, rev, groups, reEnrolRequestedAt,
                       deletedAt, osAccounts, earlierLogins))
BOOST_DESCRIBE_STRUCT(NewUser, (),
                      (id, login, displayName, kana, mail, note, role, oneTimePassword,
                       oneTimePasswordExpiresAt, validFrom, validTo))
BOOST_DESCRIBE_STRUCT(UserPatch, (),
                      (displayName, kana, mail, note, accountState, login, validFrom, validTo, clear))
BOOST_DESCRIBE_STRUCT(ReEnrolRequest, (), (reason))
BOOST_DESCRIBE_STRUCT(BulkRow, (), (user, rev, document))
BOOST_DESCRIBE_STRUCT(BulkRequest, (), (action, rows, reason, allOrNothing))
BOOST_DESCRIBE_STRUCT(BulkResult, (), (user, done, code, detail, rev))
BOOST_DESCRIBE_STRUCT(BulkReply, (), (applied, done, refused, items))
BOOST_DESCRIBE_STRUCT(SavedFilter, (), (id, resource, name, query, shared, owner))
BOOST_DESCRIBE_STRUCT(SavedFilterList, (), (items))
BOOST_DESCRIBE_STRUCT(UserGroup, (), (id, name, note, members, createdAt, rev))
BOOST_DESCRIBE_STRUCT(UserGroupList, (), (items))
BOOST_DESCRIBE_STRUCT(NewGroup, (), (id, name, note))
BOOST_DESCRIBE_STRUCT(GroupPatch, (), (name, note))
BOOST_DESCRIBE_STRUCT(DeviceGroup, (),
                      (id, name, note, shared, userGroups, devices, faceKeyId, rotationDue, rotationReason,
                       nextKeyId, createdAt, rev))
BOOST_DESCRIBE_STRUCT(DeviceGroupList, (), (items))
BOOST_DESCRIBE_STRUCT(NewDeviceGroup, (), (id, name, note, shared, userGroups))
BOOST_DESCRIBE_STRUCT(DeviceGroupPatch, (), (name, note, shared, userGroups))
BOOST_DESCRIBE_STRUCT(KeyRotation, (),
                      (group, state, reason, keyId, oldKeyIds, templatesLeft, devicesLeft, adminsLeft, total,
                       startedAt, startedBy))
BOOST_DESCRIBE_STRUCT(StartRotation, (), (keyId, seals))
BOOST_DESCRIBE_STRUCT(WrapTask, (), (id, user, version, epoch, modelId, faceKeyId, wrapped))
BOOST_DESCRIBE_STRUCT(SealTask, (), (receiver, kind, certificate))
BOOST_DESCRIBE_STRUCT(RotationWork, (), (rotation, templates, receivers))
BOOST_DESCRIBE_STRUCT(NewWrap, (), (id, user, wrapped))
BOOST_DESCRIBE_STRUCT(RotationBatch, (), (keyId, wraps, seals))
BOOST_DESCRIBE_STRUCT(NewTwoPersonAct, (), (record))
BOOST_DESCRIBE_STRUCT(ActApproval, (), (record, sealedPart))
BOOST_DESCRIBE_STRUCT(ActRefusal, (), (reason))
BOOST_DESCRIBE_STRUCT(VaultRecovery, (), (oneTimePassword, expiresAt, vaultKeys))
BOOST_DESCRIBE_STRUCT(TwoPersonAct, (),
                      (id, kind, state, subject, requester, approver, reason, refusal, requestedAt, notAfter,
                       decidedAt, doneAt, request, approval, sealedPart, rev))
BOOST_DESCRIBE_STRUCT(TwoPersonActPage, (), (items, next))
BOOST_DESCRIBE_STRUCT(UserPage, (), (items, next, total))
BOOST_DESCRIBE_STRUCT(PasswordReset, (), (oneTimePassword, expiresAt, reason))
BOOST_DESCRIBE_STRUCT(Device, (),
                      (id, name, os, clientVersion, state, group, signPublic, boxPublic, certificate,
                       enrolledAt, lastSeenAt, rev, stateReason, wipeRequestedAt, wipedAt))
BOOST_DESCRIBE_STRUCT(DevicePage, (), (items, next, total))
BOOST_DESCRIBE_STRUCT(DevicePatch, (), (name, state, reason, wipe))
BOOST_DESCRIBE_STRUCT(DeviceApproval, (), (group, certificate, faceKeySeals))
BOOST_DESCRIBE_STRUCT(EnrolBegin, (), (codeId))
BOOST_DESCRIBE_STRUCT(EnrolChallenge, (), (challenge, tenant, tenantName, blob, manifest))
BOOST_DESCRIBE_STRUCT(EnrolRequest, (),
                      (codeId, challenge, mac, deviceId, name, os, clientVersion, signPublic, boxPublic,
                       certificate, faceKeySeals))
BOOST_DESCRIBE_STRUCT(EnrolReply, (), (deviceId, state, serverTime))
BOOST_DESCRIBE_STRUCT(NewEnrolmentCode, (),
                      (codeId, macKey, blob, delegateRecord, label, group, useCount, notAfter, autoApprove))
BOOST_DESCRIBE_STRUCT(EnrolmentCode, (),
                      (codeId, label, group, useCount, used, state, notAfter, createdAt, createdBy,
                       autoApprove))
BOOST_DESCRIBE_STRUCT(EnrolmentCodeList, (), (items))
BOOST_DESCRIBE_STRUCT(IpRule, (), (range, scope, action, label, expiresAt))
BOOST_DESCRIBE_STRUCT(IpRuleSet, (), (rules))
BOOST_DESCRIBE_STRUCT(IpRuleList, (), (rules, callerAddress, revertsAt, changedAt, changedBy, rev))
BOOST_DESCRIBE_STRUCT(IpRuleUpdate, (), (rules, confirmation))
BOOST_DESCRIBE_STRUCT(TemplateKey, (), (faceKeyId, wrapped))
BOOST_DESCRIBE_STRUCT(FaceTemplate, (),
                      (id, user, version, epoch, modelId, label, ciphertext, keys, device, signature, consent,
                       createdAt, rev, quality, review, needsApproval, approval))
BOOST_DESCRIBE_STRUCT(FaceTemplateList, (), (items))
BOOST_DESCRIBE_STRUCT(Consent, (), (id, user, textVersion, language, givenAt))
BOOST_DESCRIBE_STRUCT(EventDetail, (),
                      (scenario, reason, factors, cameraId, cameraName, scoreBand, livenessLevel, elapsedMs,
                       frames, modelId, service, templateId, label, livenessBand, attempts, durationMs, faces,
                       actionTaken, warned, app, method, reauthAgeS, daysLeft, count, ticket, versionBefore,
                       system, protection, waiting, lastSync))
BOOST_DESCRIBE_STRUCT(Event, (),
                      (id, seq, at, utcOffsetMin, kind, code, result, severity, user, osAccount, attempt,
                       online, clientVersion, policyVersion, detail))
BOOST_DESCRIBE_STRUCT(EventBatch, (), (events))
BOOST_DESCRIBE_STRUCT(BatchReply, (), (highWater, stored, duplicates, gaps))
BOOST_DESCRIBE_STRUCT(StoredEvent, (), (event, device, deviceName, login, displayName, receivedAt, number))
BOOST_DESCRIBE_STRUCT(EventPage, (), (items, next, previous))
BOOST_DESCRIBE_STRUCT(Change, (), (kind, id, rev, op, body))
BOOST_DESCRIBE_STRUCT(ChangePage, (), (items, next, more, upto))
BOOST_DESCRIBE_STRUCT(SyncedUser, (),
                      (id, login, displayName, accountState, validFrom, validTo, vaultFrozenAt, faceRefusedAt,
                       faceRefusedReason))
BOOST_DESCRIBE_STRUCT(SyncedDeviceKey, (), (id, state, certificate))

} // namespace kaomon::wire

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Data.Migrations;

/// <summary>The first schema. Column types are left to the provider, so that one set of migrations serves SQLite and PostgreSQL.</summary>
[DbContext(typeof(DashboardDb))]
[Migration("20261101000000_Initial")]
public sealed class Initial : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "AuditEntries",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false).Generated(),
                At = table.Column<long>(nullable: false),
                Who = table.Column<string>(nullable: false),
                Action = table.Column<string>(nullable: false),
                Target = table.Column<string>(nullable: true),
                Detail = table.Column<string>(nullable: true),
                Address = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_AuditEntries", x => x.Id);
            });
        migrationBuilder.CreateIndex("IX_AuditEntries_Action_At_Id", "AuditEntries", ["Action", "At", "Id"]);
        migrationBuilder.CreateIndex("IX_AuditEntries_Address_At_Id", "AuditEntries", ["Address", "At", "Id"]);
        migrationBuilder.CreateIndex("IX_AuditEntries_Address_Who_At_Id", "AuditEntries", ["Address", "Who", "At", "Id"]);
        migrationBuilder.CreateIndex("IX_AuditEntries_At_Id", "AuditEntries", ["At", "Id"]);
        migrationBuilder.CreateIndex("IX_AuditEntries_Target_At_Id", "AuditEntries", ["Target", "At", "Id"]);
        migrationBuilder.CreateIndex("IX_AuditEntries_Who_Action_At_Id", "AuditEntries", ["Who", "Action", "At", "Id"]);
        migrationBuilder.CreateIndex("IX_AuditEntries_Who_At_Id", "AuditEntries", ["Who", "At", "Id"]);
        migrationBuilder.KeepAuditAppendOnly();

        migrationBuilder.CreateTable(
            name: "Batches",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false).Generated(),
                SheetName = table.Column<string>(nullable: false),
                StoredFile = table.Column<string>(nullable: true),
                SheetBytes = table.Column<long>(nullable: false),
                Encoding = table.Column<string>(nullable: true),
                Delimiter = table.Column<string>(nullable: true),
                Tab = table.Column<string>(nullable: true),
                RemarksJson = table.Column<string>(nullable: true),
                HeadersJson = table.Column<string>(nullable: true),
                MappingJson = table.Column<string>(nullable: true),
                State = table.Column<int>(nullable: false),
                StateReason = table.Column<string>(nullable: true),
                LineCount = table.Column<int>(nullable: false),
                AssignmentCount = table.Column<int>(nullable: false),
                ErrorLineCount = table.Column<int>(nullable: false),
                LeftOutCount = table.Column<int>(nullable: false),
                CountryCode = table.Column<string>(nullable: true),
                Revision = table.Column<int>(nullable: false),
                ForecastAt = table.Column<long>(nullable: true),
                WarningCount = table.Column<int>(nullable: false),
                CheckedAt = table.Column<long>(nullable: true),
                CreatedBy = table.Column<string>(nullable: false),
                CreatedAt = table.Column<long>(nullable: false),
                ConfirmedBy = table.Column<string>(nullable: true),
                StartAt = table.Column<long>(nullable: true),
                CanaryLastId = table.Column<long>(nullable: true),
                PauseAtRejectedPercent = table.Column<int>(nullable: true),
                ConfirmedAt = table.Column<long>(nullable: true),
                FinishedAt = table.Column<long>(nullable: true),
                PurgedAt = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Batches", x => x.Id);
            });
        migrationBuilder.CreateIndex("IX_Batches_CreatedAt", "Batches", "CreatedAt");
        migrationBuilder.CreateIndex("IX_Batches_State", "Batches", "State");

        migrationBuilder.CreateTable(
            name: "SyncStates",
            columns: table => new
            {
                Id = table.Column<int>(nullable: false),
                FreshAt = table.Column<long>(nullable: true),
                TriedAt = table.Column<long>(nullable: true),
                Error = table.Column<string>(nullable: true),
                ReadingSince = table.Column<long>(nullable: true),
                NextAt = table.Column<long>(nullable: true),
                DownSince = table.Column<long>(nullable: true),
                FillTotal = table.Column<int>(nullable: true),
                FillDone = table.Column<int>(nullable: false),
                FillPerSecond = table.Column<double>(nullable: false),
                CheckAskedAt = table.Column<long>(nullable: true),
                CheckStartedAt = table.Column<long>(nullable: true),
                CheckedAt = table.Column<long>(nullable: true),
                CheckError = table.Column<string>(nullable: true),
                CheckWindows = table.Column<int>(nullable: false),
                CheckDiffered = table.Column<int>(nullable: false),
                CheckAdded = table.Column<int>(nullable: false),
                CheckRemoved = table.Column<int>(nullable: false),
                CheckStillDiffering = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_SyncStates", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "SyncWindows",
            columns: table => new
            {
                StartAt = table.Column<long>(nullable: false),
                EndAt = table.Column<long>(nullable: false),
                ReadAt = table.Column<long>(nullable: false),
                OpenTasks = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_SyncWindows", x => x.StartAt);
            });
        migrationBuilder.CreateIndex("IX_SyncWindows_OpenTasks", "SyncWindows", "OpenTasks");

        migrationBuilder.CreateTable(
            name: "Tasks",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                CreationId = table.Column<long>(nullable: false),
                AuthId = table.Column<long>(nullable: false),
                Type = table.Column<int>(nullable: false),
                Status = table.Column<int>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Description = table.Column<string>(nullable: false),
                UserName = table.Column<string>(nullable: false),
                UserPhone = table.Column<string>(nullable: false),
                AssigneeUsername = table.Column<string>(nullable: false),
                ConversationId = table.Column<long>(nullable: true),
                CreatedAt = table.Column<long>(nullable: false),
                UpdatedAt = table.Column<long>(nullable: false),
                SyncedAt = table.Column<long>(nullable: false),
                LastLogId = table.Column<long>(nullable: true),
                LastLogAt = table.Column<long>(nullable: true),
                FirstActionAt = table.Column<long>(nullable: true),
                EndedAt = table.Column<long>(nullable: true),
                PurgedAt = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Tasks", x => x.Id);
            });
        migrationBuilder.CreateIndex("IX_Tasks_AssigneeUsername_CreatedAt", "Tasks", ["AssigneeUsername", "CreatedAt"]);
        migrationBuilder.CreateIndex("IX_Tasks_CreatedAt", "Tasks", "CreatedAt");
        migrationBuilder.CreateIndex("IX_Tasks_CreationId", "Tasks", "CreationId");
        migrationBuilder.CreateIndex("IX_Tasks_Status_CreatedAt", "Tasks", ["Status", "CreatedAt"]);
        migrationBuilder.CreateIndex("IX_Tasks_Status_UpdatedAt_Id", "Tasks", ["Status", "UpdatedAt", "Id"], filter: "\"PurgedAt\" IS NULL");
        migrationBuilder.CreateIndex("IX_Tasks_SyncedAt", "Tasks", "SyncedAt");
        migrationBuilder.CreateIndex("IX_Tasks_UpdatedAt", "Tasks", "UpdatedAt");
        migrationBuilder.CreateIndex("IX_Tasks_UserPhone", "Tasks", "UserPhone");

        migrationBuilder.CreateTable(
            name: "Assignments",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false).Generated(),
                BatchId = table.Column<long>(nullable: false),
                FirstLine = table.Column<int>(nullable: false),
                State = table.Column<int>(nullable: false),
                Reason = table.Column<string>(nullable: true),
                Name = table.Column<string>(nullable: false),
                Description = table.Column<string>(nullable: true),
                AuthId = table.Column<long>(nullable: false),
                UserPhone = table.Column<string>(nullable: false),
                UserName = table.Column<string>(nullable: true),
                AssigneeUsername = table.Column<string>(nullable: false),
                TotalAmount = table.Column<string>(nullable: true),
                OrdersJson = table.Column<string>(nullable: true),
                TemplateId = table.Column<long>(nullable: true),
                TaskId = table.Column<long>(nullable: true),
                CreationId = table.Column<long>(nullable: true),
                AttemptCount = table.Column<int>(nullable: false),
                ClaimedAt = table.Column<long>(nullable: true),
                FirstClaimedAt = table.Column<long>(nullable: true),
                FirstUnknownAt = table.Column<long>(nullable: true),
                LookCount = table.Column<int>(nullable: false),
                LookedAt = table.Column<long>(nullable: true),
                CandidateTaskId = table.Column<long>(nullable: true),
                ClaimedBy = table.Column<string>(nullable: true),
                ChangedAt = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Assignments", x => x.Id);
                table.ForeignKey("FK_Assignments_Batches_BatchId", x => x.BatchId, "Batches", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Assignments_AuthId_UserPhone", "Assignments", ["AuthId", "UserPhone"], unique: true, filter: "\"State\" IN (1, 4)");
        migrationBuilder.CreateIndex("IX_Assignments_BatchId_FirstLine", "Assignments", ["BatchId", "FirstLine"]);
        migrationBuilder.CreateIndex("IX_Assignments_BatchId_State_Id", "Assignments", ["BatchId", "State", "Id"]);
        migrationBuilder.CreateIndex("IX_Assignments_ChangedAt", "Assignments", "ChangedAt", filter: "\"State\" = 3");
        migrationBuilder.CreateIndex("IX_Assignments_TaskId", "Assignments", "TaskId", unique: true);
        migrationBuilder.CreateIndex("IX_Assignments_TemplateId", "Assignments", "TemplateId");
        migrationBuilder.CreateIndex("IX_Assignments_UserPhone", "Assignments", "UserPhone");

        migrationBuilder.CreateTable(
            name: "SheetLines",
            columns: table => new
            {
                BatchId = table.Column<long>(nullable: false),
                Number = table.Column<int>(nullable: false),
                CellsJson = table.Column<string>(nullable: false),
                Fault = table.Column<string>(nullable: true),
                Edited = table.Column<bool>(nullable: false),
                LeftOut = table.Column<bool>(nullable: false),
                Customer = table.Column<long>(nullable: false),
                AssignmentId = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_SheetLines", x => new { x.BatchId, x.Number });
                table.ForeignKey("FK_SheetLines_Batches_BatchId", x => x.BatchId, "Batches", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_SheetLines_AssignmentId", "SheetLines", "AssignmentId");
        migrationBuilder.CreateIndex("IX_SheetLines_BatchId_Customer", "SheetLines", ["BatchId", "Customer"]);

        migrationBuilder.CreateTable(
            name: "SheetSteps",
            columns: table => new
            {
                BatchId = table.Column<long>(nullable: false),
                Number = table.Column<int>(nullable: false),
                Kind = table.Column<string>(nullable: false),
                Lines = table.Column<int>(nullable: false),
                By = table.Column<string>(nullable: false),
                At = table.Column<long>(nullable: false),
                State = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_SheetSteps", x => new { x.BatchId, x.Number });
                table.ForeignKey("FK_SheetSteps_Batches_BatchId", x => x.BatchId, "Batches", "Id", onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "SheetEdits",
            columns: table => new
            {
                BatchId = table.Column<long>(nullable: false),
                Line = table.Column<int>(nullable: false),
                Step = table.Column<int>(nullable: false),
                Before = table.Column<string>(nullable: false),
                After = table.Column<string>(nullable: false),
                LeftOutBefore = table.Column<bool>(nullable: false),
                LeftOutAfter = table.Column<bool>(nullable: false),
                IsEdited = table.Column<bool>(nullable: false),
                EditedBefore = table.Column<bool>(nullable: false),
                FaultBefore = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_SheetEdits", x => new { x.BatchId, x.Line, x.Step });
                table.ForeignKey("FK_SheetEdits_Batches_BatchId", x => x.BatchId, "Batches", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_SheetEdits_BatchId_Step", "SheetEdits", ["BatchId", "Step"]);

        migrationBuilder.CreateTable(
            name: "SavedMappings",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false).Generated(),
                Fingerprint = table.Column<string>(nullable: false),
                Name = table.Column<string>(nullable: false),
                HeadersJson = table.Column<string>(nullable: false),
                MappingJson = table.Column<string>(nullable: false),
                UsedBy = table.Column<string>(nullable: false),
                UsedAt = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_SavedMappings", x => x.Id));
        migrationBuilder.CreateIndex("IX_SavedMappings_Fingerprint", "SavedMappings", "Fingerprint", unique: true);

        migrationBuilder.CreateTable(
            name: "SheetProblems",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false).Generated(),
                BatchId = table.Column<long>(nullable: false),
                Line = table.Column<int>(nullable: false),
                Column = table.Column<string>(nullable: false),
                Severity = table.Column<int>(nullable: false),
                Kind = table.Column<string>(nullable: false),
                Value = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_SheetProblems", x => x.Id);
                table.ForeignKey("FK_SheetProblems_Batches_BatchId", x => x.BatchId, "Batches", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_SheetProblems_BatchId_Kind_Line", "SheetProblems", ["BatchId", "Kind", "Line"]);
        migrationBuilder.CreateIndex("IX_SheetProblems_BatchId_Severity_Line", "SheetProblems", ["BatchId", "Severity", "Line"]);

        migrationBuilder.CreateTable(
            name: "TaskLogs",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                TaskId = table.Column<long>(nullable: false),
                Type = table.Column<int>(nullable: false),
                Status = table.Column<int>(nullable: false),
                PreStatus = table.Column<int>(nullable: false),
                AssigneeUsername = table.Column<string>(nullable: false),
                Comment = table.Column<string>(nullable: false),
                CreatedAt = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_TaskLogs", x => x.Id);
                table.ForeignKey("FK_TaskLogs_Tasks_TaskId", x => x.TaskId, "Tasks", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_TaskLogs_TaskId_CreatedAt", "TaskLogs", ["TaskId", "CreatedAt"]);

        migrationBuilder.CreateTable(
            name: "Attempts",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false).Generated(),
                AssignmentId = table.Column<long>(nullable: false),
                Number = table.Column<int>(nullable: false),
                StartedAt = table.Column<long>(nullable: false),
                DurationMs = table.Column<int>(nullable: false),
                Outcome = table.Column<string>(nullable: false),
                HttpStatus = table.Column<int>(nullable: true),
                Message = table.Column<string>(nullable: true),
                UpstreamClockMs = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Attempts", x => x.Id);
                table.ForeignKey("FK_Attempts_Assignments_AssignmentId", x => x.AssignmentId, "Assignments", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Attempts_AssignmentId", "Attempts", "AssignmentId");

        migrationBuilder.CreateTable(
            name: "SavedViews",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false).Generated(),
                Name = table.Column<string>(nullable: false),
                Owner = table.Column<string>(nullable: true),
                Query = table.Column<string>(nullable: false),
                Position = table.Column<int>(nullable: false),
                Pinned = table.Column<bool>(nullable: false),
                ChangedBy = table.Column<string>(nullable: false),
                ChangedAt = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_SavedViews", x => x.Id));
        migrationBuilder.CreateIndex("IX_SavedViews_Owner_Name", "SavedViews", ["Owner", "Name"]);

        migrationBuilder.CreateTable(
            name: "TemplateVersions",
            columns: table => new
            {
                TemplateId = table.Column<long>(nullable: false),
                Number = table.Column<int>(nullable: false),
                Json = table.Column<string>(nullable: false),
                Fingerprint = table.Column<string>(nullable: false),
                FirstReadAt = table.Column<long>(nullable: false),
                LastReadAt = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_TemplateVersions", x => new { x.TemplateId, x.Number }));
        migrationBuilder.CreateIndex("IX_TemplateVersions_LastReadAt", "TemplateVersions", "LastReadAt");

        migrationBuilder.CreateTable(
            name: "KnownTemplates",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Type = table.Column<int>(nullable: true),
                Status = table.Column<int>(nullable: true),
                Priority = table.Column<int>(nullable: true),
                Creator = table.Column<string>(nullable: false),
                CreatedAt = table.Column<long>(nullable: true),
                UpdatedAt = table.Column<long>(nullable: true),
                EndsAt = table.Column<long>(nullable: true),
                SeenAt = table.Column<long>(nullable: true),
                FavouriteBy = table.Column<string>(nullable: true),
                FavouriteAt = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_KnownTemplates", x => x.Id));
        migrationBuilder.CreateIndex("IX_KnownTemplates_CreatedAt", "KnownTemplates", "CreatedAt");
        migrationBuilder.CreateIndex("IX_KnownTemplates_FavouriteAt", "KnownTemplates", "FavouriteAt", filter: "\"FavouriteAt\" IS NOT NULL");

        migrationBuilder.CreateTable(
            name: "FrameCodes",
            columns: table => new
            {
                Hash = table.Column<string>(nullable: false),
                Page = table.Column<string>(nullable: false),
                Challenge = table.Column<string>(nullable: false),
                Ticket = table.Column<string>(nullable: false),
                ExpiresAt = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_FrameCodes", x => x.Hash));
        migrationBuilder.CreateIndex("IX_FrameCodes_ExpiresAt", "FrameCodes", "ExpiresAt");

        migrationBuilder.CreateTable(
            name: "ServerWaits",
            columns: table => new
            {
                Server = table.Column<string>(nullable: false),
                SeenAt = table.Column<long>(nullable: false),
                Lane = table.Column<int>(nullable: true),
                LaneNextTry = table.Column<long>(nullable: true),
                SearchWhy = table.Column<string>(nullable: true),
                SearchNextTry = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_ServerWaits", x => x.Server));

        migrationBuilder.CreateTable(
            name: "Sessions",
            columns: table => new
            {
                Id = table.Column<string>(nullable: false),
                Account = table.Column<string>(nullable: false),
                Name = table.Column<string>(nullable: false),
                ObjectId = table.Column<string>(nullable: true),
                TenantId = table.Column<string>(nullable: true),
                ProviderSession = table.Column<string>(nullable: true),
                Roles = table.Column<string>(nullable: false),
                IssuedAt = table.Column<long>(nullable: false),
                SeenAt = table.Column<long>(nullable: false),
                CheckedAt = table.Column<long>(nullable: false),
                EndedAt = table.Column<long>(nullable: true),
                IdToken = table.Column<byte[]>(nullable: true),
                Grant = table.Column<byte[]>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Sessions", x => x.Id));
        migrationBuilder.CreateIndex("IX_Sessions_ProviderSession", "Sessions", "ProviderSession");
        migrationBuilder.CreateIndex("IX_Sessions_SeenAt", "Sessions", "SeenAt");

        migrationBuilder.CreateTable(
            name: "DataProtectionKeys",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false).Generated(),
                Name = table.Column<string>(nullable: false),
                Xml = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_DataProtectionKeys", x => x.Id));
        migrationBuilder.CreateIndex("IX_DataProtectionKeys_Name", "DataProtectionKeys", "Name", unique: true);

        migrationBuilder.CreateTable(
            name: "ForgottenCustomers",
            columns: table => new { Hash = table.Column<string>(nullable: false), At = table.Column<long>(nullable: false) },
            constraints: table => table.PrimaryKey("PK_ForgottenCustomers", x => x.Hash));

        migrationBuilder.CreateTable(
            name: "ForgetKeys",
            columns: table => new { Id = table.Column<int>(nullable: false), Protected = table.Column<string>(nullable: false) },
            constraints: table => table.PrimaryKey("PK_ForgetKeys", x => x.Id));
        migrationBuilder.OrderTextByBytes();
    }
}

using System.Text.Json.Serialization;

namespace Dashboard.Upstream.Incs;

/// <summary>Body of the create call (source: INCS seed, 创建并分配任务).</summary>
public sealed record IncsCreateRequest
{
    /// <summary>Task name, at most 256 characters.</summary>
    [JsonPropertyName("name")] public required string Name { get; init; }

    /// <summary>Always 3, a message task.</summary>
    [JsonPropertyName("type")] public int Type { get; init; } = 3;

    /// <summary>WhatsApp authorisation id.</summary>
    [JsonPropertyName("auth_id")] public required long AuthId { get; init; }

    /// <summary>Description, at most 256 characters; left out when null.</summary>
    [JsonPropertyName("description")] public string? Description { get; init; }

    /// <summary>Customer's name; left out when null.</summary>
    [JsonPropertyName("user_name")] public string? UserName { get; init; }

    /// <summary>Customer's phone: digits, country code first.</summary>
    [JsonPropertyName("user_phone")] public required string UserPhone { get; init; }

    /// <summary>INCS account that gets the task.</summary>
    [JsonPropertyName("assignee_username")] public required string AssigneeUsername { get; init; }

    /// <summary>What the chat window shows beside the conversation; left out when null.</summary>
    [JsonPropertyName("task_module_info")] public IncsModuleInfo? ModuleInfo { get; init; }
}

/// <summary>Source: INCS seed, <c>task_module_info</c>.</summary>
public sealed record IncsModuleInfo
{
    /// <summary><c>Incs:ModuleId</c>.</summary>
    [JsonPropertyName("module_id")] public required string ModuleId { get; init; }

    /// <summary>Total amount as decimal text; empty for none.</summary>
    [JsonPropertyName("total_amount")] public string TotalAmount { get; init; } = "";

    /// <summary>Orders, perhaps none.</summary>
    [JsonPropertyName("orders")] public IReadOnlyList<IncsOrder> Orders { get; init; } = [];
}

/// <summary>One order (source: INCS seed, <c>task_module_info.orders[]</c>); all text, empty for none.</summary>
public sealed record IncsOrder
{
    /// <summary>Order number.</summary>
    [JsonPropertyName("order_number")] public string OrderNumber { get; init; } = "";

    /// <summary>Name of the order's customer.</summary>
    [JsonPropertyName("username")] public string Username { get; init; } = "";

    /// <summary>Phone of the order's customer.</summary>
    [JsonPropertyName("phone_number")] public string PhoneNumber { get; init; } = "";

    /// <summary>Loan amount, decimal text.</summary>
    [JsonPropertyName("loan_amount")] public string LoanAmount { get; init; } = "";

    /// <summary>Amount due, decimal text.</summary>
    [JsonPropertyName("due_amount")] public string DueAmount { get; init; } = "";

    /// <summary>Next due date, <c>yyyy-MM-dd</c>.</summary>
    [JsonPropertyName("next_due_date")] public string NextDueDate { get; init; } = "";

    /// <summary>When the loan was confirmed, <c>yyyy-MM-dd HH:mm:ss</c>.</summary>
    [JsonPropertyName("confirm_loan_time")] public string ConfirmLoanTime { get; init; } = "";
}

/// <summary>A task as the create and list calls answer it (source: INCS seed), times already in UTC.</summary>
public sealed record IncsTask
{
    /// <summary>Task id.</summary>
    public required long Id { get; init; }

    /// <summary>The API's own task batch id.</summary>
    public long CreationId { get; init; }

    /// <summary>WhatsApp authorisation id.</summary>
    public long AuthId { get; init; }

    /// <summary>Task name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Description.</summary>
    public string Description { get; init; } = "";

    /// <summary>3 is a message task.</summary>
    public int Type { get; init; }

    /// <summary>Customer's name.</summary>
    public string UserName { get; init; } = "";

    /// <summary>Customer's phone.</summary>
    public string UserPhone { get; init; } = "";

    /// <summary>INCS account that has the task.</summary>
    public string AssigneeUsername { get; init; } = "";

    /// <summary>Conversation id; null where absent.</summary>
    public long? ConversationId { get; init; }

    /// <summary>0 not started, 1 in progress, 2 finished, 3 terminated.</summary>
    public int Status { get; init; }

    /// <summary>When it was created (UTC, by <c>Incs:TimeZone</c>).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was created, by the wall clock of INCS: as it stands in the answer, whatever <c>Incs:TimeZone</c> says; null when it can't be read.</summary>
    public DateTime? CreatedLocal { get; init; }

    /// <summary>When it was last changed (UTC, by <c>Incs:TimeZone</c>).</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Its log, as answered.</summary>
    public IReadOnlyList<IncsLog> Logs { get; init; } = [];
}

/// <summary>A log entry (source: INCS seed, <c>logs[]</c>), times already in UTC.</summary>
public sealed record IncsLog
{
    /// <summary>Log id.</summary>
    public required long Id { get; init; }

    /// <summary>1 created, 2 assigned, 3 status changed, 4 remark.</summary>
    public int Type { get; init; }

    /// <summary>Status after the entry.</summary>
    public int Status { get; init; }

    /// <summary>Status before the entry.</summary>
    public int PreStatus { get; init; }

    /// <summary>Account the entry speaks of.</summary>
    public string AssigneeUsername { get; init; } = "";

    /// <summary>Remark text.</summary>
    public string Comment { get; init; } = "";

    /// <summary>When it was written (UTC, by <c>Incs:TimeZone</c>).</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Parameters of the list call (source: INCS seed, 获取任务列表); null leaves one out.</summary>
public sealed record IncsListQuery
{
    /// <summary>One task.</summary>
    public long? TaskId { get; init; }

    /// <summary>One creation.</summary>
    public long? CreationId { get; init; }

    /// <summary>Task type.</summary>
    public int? Type { get; init; }

    /// <summary>Task status.</summary>
    public int? Status { get; init; }

    /// <summary>Part of the task name.</summary>
    public string? Name { get; init; }

    /// <summary>Created from (UTC here, sent in the API's zone). Whether it is inclusive is not documented.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Created until (UTC here, sent in the API's zone). Whether it is inclusive is not documented.</summary>
    public DateTimeOffset? EndAt { get; init; }

    /// <summary>Page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1 to 100.</summary>
    public int PageSize { get; init; } = 100;
}

/// <summary>One page of the list call.</summary>
/// <param name="Total">How many tasks match in all.</param>
/// <param name="Tasks">This page's tasks.</param>
public sealed record IncsTaskPage(int Total, IReadOnlyList<IncsTask> Tasks);

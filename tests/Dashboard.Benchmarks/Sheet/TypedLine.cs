using CsvHelper;

namespace Dashboard.Benchmarks.Sheet;

/// <summary>A line as CsvHelper's own generator maps it: every column, in the type that it has.</summary>
[CsvRecord]
public sealed partial class TypedLine
{
    [CsvColumn("name")]
    public string Name { get; set; } = "";

    [CsvColumn("description")]
    public string Description { get; set; } = "";

    [CsvColumn("auth_id")]
    public long AuthId { get; set; }

    [CsvColumn("user_phone")]
    public string UserPhone { get; set; } = "";

    [CsvColumn("user_name")]
    public string UserName { get; set; } = "";

    [CsvColumn("assignee_username")]
    public string AssigneeUsername { get; set; } = "";

    [CsvColumn("total_amount")]
    public decimal? TotalAmount { get; set; }

    [CsvColumn("order_number")]
    public string OrderNumber { get; set; } = "";

    [CsvColumn("order_username")]
    public string OrderUsername { get; set; } = "";

    [CsvColumn("order_phone_number")]
    public string OrderPhoneNumber { get; set; } = "";

    [CsvColumn("loan_amount")]
    public decimal? LoanAmount { get; set; }

    [CsvColumn("due_amount")]
    public decimal? DueAmount { get; set; }

    [CsvColumn("next_due_date")]
    public DateOnly? NextDueDate { get; set; }

    [CsvColumn("confirm_loan_time")]
    public DateTime? ConfirmLoanTime { get; set; }

    [CsvColumn("template_id")]
    public long? TemplateId { get; set; }
}

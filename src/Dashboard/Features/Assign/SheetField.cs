namespace Dashboard.Features.Assign;

/// <summary>A column that the product understands, by its agreed name and the names people give it.</summary>
/// <param name="Name">Agreed name, such as <c>user_phone</c>.</param>
/// <param name="Required">Whether a column, or a default, must be given.</param>
/// <param name="Synonyms">Other names: Chinese, Indonesian, English.</param>
public sealed record SheetField(string Name, bool Required, params string[] Synonyms)
{
#pragma warning disable CS1591 // the names say it
    public const string TaskName = "name";
    public const string Description = "description";
    public const string AuthId = "auth_id";
    public const string Phone = "user_phone";
    public const string CustomerName = "user_name";
    public const string Assignee = "assignee_username";
    public const string TotalAmount = "total_amount";
    public const string OrderNumber = "order_number";
    public const string OrderName = "order_username";
    public const string OrderPhone = "order_phone_number";
    public const string LoanAmount = "loan_amount";
    public const string DueAmount = "due_amount";
    public const string DueDate = "next_due_date";
    public const string LoanTime = "confirm_loan_time";
    public const string Template = "template_id";
#pragma warning restore CS1591

    /// <summary>All of them, in the order people fill them in.</summary>
    public static readonly IReadOnlyList<SheetField> All =
    [
        new(TaskName, true, "任务名称", "任务名", "名称", "task name", "task", "nama tugas"),
        new(Description, false, "描述", "任务描述", "备注", "说明", "keterangan", "deskripsi", "remark", "note"),
        new(AuthId, true, "授权ID", "授权编号", "授权", "auth", "authorization id", "id otorisasi"),
        new(Phone, true, "手机号", "手机", "手机号码", "电话", "电话号码", "客户手机", "客户手机号", "联系电话", "phone", "phone number", "mobile", "whatsapp", "no hp", "nomor hp", "nomor telepon", "telepon"),
        new(CustomerName, false, "客户姓名", "客户名称", "姓名", "客户", "customer", "customer name", "nama", "nama pelanggan"),
        new(Assignee, true, "执行人", "执行人账号", "负责人", "跟进人", "客服", "客服账号", "assignee", "agent", "petugas", "penanggung jawab"),
        new(TotalAmount, false, "总金额", "合计金额", "total", "jumlah total"),
        new(OrderNumber, false, "订单号", "订单编号", "order", "order no", "nomor pesanan"),
        new(OrderName, false, "订单姓名", "订单客户", "order name", "nama pesanan"),
        new(OrderPhone, false, "订单手机号", "订单电话", "order phone", "telepon pesanan"),
        new(LoanAmount, false, "借款金额", "贷款金额", "loan", "jumlah pinjaman"),
        new(DueAmount, false, "应还金额", "到期金额", "due", "jumlah tagihan"),
        new(DueDate, false, "到期日", "到期日期", "下次还款日", "还款日", "due date", "jatuh tempo", "tanggal jatuh tempo"),
        new(LoanTime, false, "放款时间", "借款确认时间", "确认时间", "loan time", "waktu pencairan"),
        new(Template, false, "模板ID", "模板编号", "模板", "template", "id template"),
    ];

    /// <summary>Fields of one order; a line that gives any of them lists an order.</summary>
    public static readonly IReadOnlyList<string> Order = [OrderNumber, OrderName, OrderPhone, LoanAmount, DueAmount, DueDate, LoanTime];

    /// <summary>Whether a header is this field: case, spaces, <c>_</c> and <c>-</c> do not count.</summary>
    public bool Matches(string header)
    {
        var plain = Plain(header);
        return plain == Plain(Name) || Synonyms.Any(x => Plain(x) == plain);
    }

    private static string Plain(string text) =>
        new([.. text.Where(x => !char.IsWhiteSpace(x) && x is not ('_' or '-' or '*')).Select(char.ToLowerInvariant)]);
}

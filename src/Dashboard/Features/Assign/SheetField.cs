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
        new(TaskName, true, "任务名称", "任务名", "名称", "任务", "任务标题", "task name", "task", "task title", "campaign", "nama tugas", "judul tugas", "tugas"),
        new(Description, false, "描述", "任务描述", "任务说明", "任务备注", "备注", "备注信息", "跟进备注", "说明", "keterangan", "deskripsi", "catatan", "desc", "remark", "remarks", "note", "notes", "comment", "comments"),
        new(AuthId, true, "授权ID", "授权编号", "授权", "授权号", "授权码", "auth", "auth no", "authorization", "authorization id", "authorisation id", "authorization code", "otorisasi", "id otorisasi", "kode otorisasi", "nomor otorisasi", "no otorisasi"),
        new(Phone, true, "手机号", "手机", "手机号码", "电话", "电话号码", "客户手机", "客户手机号", "客户手机号码", "客户电话", "客户电话号码", "客户号码", "用户手机", "用户手机号", "用户电话", "联系电话", "联系手机", "联系方式", "联系号码", "WhatsApp号", "WhatsApp号码", "WhatsApp账号", "WA号", "WA号码", "phone", "phone no", "phone number", "mobile", "mobile no", "mobile number", "mobile phone", "cell phone", "customer phone", "customer phone number", "client phone", "contact no", "contact number", "tel", "telephone", "whatsapp", "whatsapp no", "whatsapp number", "wa", "wa number", "no wa", "nomor wa", "no whatsapp", "nomor whatsapp", "hp", "no hp", "nomor hp", "no handphone", "nomor handphone", "handphone", "ponsel", "nomor ponsel", "telp", "no telp", "nomor telp", "telepon", "no telepon", "nomor telepon", "no hp nasabah", "no hp pelanggan", "nomor hp nasabah", "telepon nasabah", "telepon pelanggan"),
        new(CustomerName, false, "客户姓名", "客户名称", "客户名", "姓名", "客户", "用户姓名", "用户名称", "借款人", "借款人姓名", "联系人", "联系人姓名", "customer", "customer name", "client", "client name", "borrower", "borrower name", "full name", "contact name", "nama", "nama lengkap", "nama pelanggan", "nama nasabah", "nama customer", "nama peminjam", "nama debitur", "pelanggan", "nasabah", "debitur", "peminjam"),
        new(Assignee, true, "执行人", "执行人账号", "负责人", "负责人账号", "跟进人", "跟进人账号", "跟进客服", "跟进客服账号", "客服", "客服账号", "客服人员", "坐席", "坐席账号", "坐席工号", "座席", "催收员", "催收员账号", "业务员", "分配给", "处理人", "经办人", "assignee", "assigned to", "assign to", "agent", "agent account", "agent username", "collector", "handler", "pic", "petugas", "akun petugas", "nama petugas", "agen", "nama agen", "kolektor", "penanggung jawab", "ditugaskan ke"),
        new(TotalAmount, false, "总金额", "合计金额", "合计", "总额", "总欠款", "欠款总额", "应还总额", "总应还金额", "total", "amount total", "grand total", "total due", "jumlah total", "total tagihan", "total hutang", "total utang"),
        new(OrderNumber, false, "订单号", "订单编号", "订单号码", "单号", "借款单号", "借据号", "借据编号", "合同号", "合同编号", "贷款编号", "order", "order no", "order id", "loan no", "loan number", "loan id", "contract no", "contract number", "no pesanan", "nomor pesanan", "no order", "nomor order", "no pinjaman", "nomor pinjaman", "no kontrak", "nomor kontrak"),
        new(OrderName, false, "订单姓名", "订单客户", "订单客户姓名", "下单人", "下单人姓名", "order name", "order customer", "nama pesanan", "nama pemesan"),
        new(OrderPhone, false, "订单手机号", "订单电话", "订单手机", "订单联系电话", "下单手机号", "order phone", "order mobile", "telepon pesanan", "no hp pesanan", "no hp pemesan", "telepon pemesan"),
        new(LoanAmount, false, "借款金额", "贷款金额", "放款金额", "借款本金", "贷款本金", "本金", "loan", "principal", "principal amount", "pinjaman", "jumlah pinjaman", "nominal pinjaman", "pokok pinjaman", "plafon"),
        new(DueAmount, false, "应还金额", "到期金额", "应还款金额", "待还金额", "剩余应还", "剩余金额", "逾期金额", "欠款金额", "欠款", "due", "amount due", "outstanding", "outstanding amount", "overdue amount", "remaining amount", "tagihan", "jumlah tagihan", "nominal tagihan", "sisa tagihan", "sisa hutang", "sisa utang", "sisa pinjaman"),
        new(DueDate, false, "到期日", "到期日期", "到期时间", "下次还款日", "下次还款日期", "还款日", "还款日期", "应还款日", "应还款日期", "应还日", "应还日期", "due date", "due on", "repayment date", "maturity date", "jatuh tempo", "tanggal jatuh tempo", "tgl jatuh tempo", "tgl jt tempo"),
        new(LoanTime, false, "放款时间", "放款日期", "借款确认时间", "确认借款时间", "确认时间", "借款时间", "借款日期", "贷款时间", "贷款日期", "loan time", "loan date", "disbursement time", "disbursement date", "disbursed at", "waktu pencairan", "tanggal pencairan", "tgl pencairan", "tanggal pinjaman", "tgl pinjaman"),
        new(Template, false, "模板ID", "模板编号", "模板", "模板号", "话术模板", "话术模板ID", "template", "template no", "template number", "id template", "kode template", "nomor template"),
    ];

    /// <summary>Fields of one order; a line that gives any of them lists an order.</summary>
    public static readonly IReadOnlyList<string> Order = [OrderNumber, OrderName, OrderPhone, LoanAmount, DueAmount, DueDate, LoanTime];

    private readonly HashSet<string> names = [.. Synonyms.Append(Name).Select(HeaderText.Plain)];

    /// <summary>Whether a header is this field: case, width, spaces, signs and what stands in brackets do not count.</summary>
    public bool Matches(string header) => names.Contains(HeaderText.Plain(header));
}

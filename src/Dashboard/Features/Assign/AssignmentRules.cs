using System.Globalization;
using Dashboard.Upstream.Incs;

namespace Dashboard.Features.Assign;

/// <summary>Checks lines against the rules of the columns. It never guesses: what may have been harmed is an error that names the cell.
/// A line is judged by its own cells alone, so that it can be checked again at any time; safe for several threads.</summary>
public sealed class AssignmentRules
{
    /// <summary>Most characters of a name or description.</summary>
    public const int LongestText = 256;

    private static readonly int TaskName = CellMap.PlaceOf(SheetField.TaskName);
    private static readonly int Description = CellMap.PlaceOf(SheetField.Description);
    private static readonly int AuthId = CellMap.PlaceOf(SheetField.AuthId);
    private static readonly int Phone = CellMap.PlaceOf(SheetField.Phone);
    private static readonly int CustomerName = CellMap.PlaceOf(SheetField.CustomerName);
    private static readonly int Assignee = CellMap.PlaceOf(SheetField.Assignee);
    private static readonly int TotalAmount = CellMap.PlaceOf(SheetField.TotalAmount);
    private static readonly int Template = CellMap.PlaceOf(SheetField.Template);
    private static readonly int OrderNumber = CellMap.PlaceOf(SheetField.OrderNumber);
    private static readonly int OrderName = CellMap.PlaceOf(SheetField.OrderName);
    private static readonly int OrderPhone = CellMap.PlaceOf(SheetField.OrderPhone);
    private static readonly int LoanAmount = CellMap.PlaceOf(SheetField.LoanAmount);
    private static readonly int DueAmount = CellMap.PlaceOf(SheetField.DueAmount);
    private static readonly int DueDate = CellMap.PlaceOf(SheetField.DueDate);
    private static readonly int LoanTime = CellMap.PlaceOf(SheetField.LoanTime);
    private readonly CellMap map;
    private readonly bool isSpread;

    /// <summary>Makes the rules ready for the lines of a sheet.</summary>
    /// <param name="mapping">Which column is what, as it is now: later changes to it do not count.</param>
    /// <param name="countryCode">The code that most phones of the sheet begin with (<see cref="CountryCodes.Most"/>), or null.</param>
    public AssignmentRules(ColumnMapping mapping, string? countryCode = null)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        map = new(mapping);
        isSpread = mapping.Spread.IsOn;
        CountryCode = countryCode;
    }

    /// <summary>The code that most phones of the sheet begin with, or null.</summary>
    public string? CountryCode { get; }

    /// <summary>The line's values, and what is wrong with or was changed in them.</summary>
    public CheckedLine Check(SheetRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var cells = record.Cells;
        var found = new LineFindings(record.Line);
        if (record.Problem is { } problem) found.Add("", Finding.Error(problem), cells.Length.ToString(CultureInfo.InvariantCulture));
        if (map.HasNul(cells)) FindNul(cells, found);
        var order = Order(cells, found);
        return new CheckedLine(record.Line, cells, found.Problems)
        {
            Name = Text(TaskName, cells, found, isRequired: true, LongestText),
            Description = Text(Description, cells, found, isRequired: false, LongestText),
            AuthId = Whole(AuthId, cells, found, "AuthId", isRequired: true) ?? 0,
            Phone = CustomerPhone(cells, found),
            CustomerName = Text(CustomerName, cells, found),
            Assignee = Account(cells, found),
            TotalAmount = Amount(TotalAmount, cells, found),
            TemplateId = Whole(Template, cells, found, "TemplateId", isRequired: false),
            Order = order,
        };
    }

    private IncsOrder? Order(string[] cells, LineFindings found)
    {
        var number = map.Value(cells, OrderNumber);
        var phone = map.Value(cells, OrderPhone);
        var date = map.Value(cells, DueDate);
        var time = map.Value(cells, LoanTime);
        if (number.Length + phone.Length + date.Length + time.Length == 0 && map.Value(cells, OrderName).Length == 0
            && map.Value(cells, LoanAmount).Length == 0 && map.Value(cells, DueAmount).Length == 0) return null;
        if (number.Length > 0) found.Add(SheetField.OrderNumber, OrderRules.Number(number), number);
        var name = Text(OrderName, cells, found);
        if (phone.Length > 0) found.Add(SheetField.OrderPhone, OrderRules.Phone(phone), phone);
        var loan = Amount(LoanAmount, cells, found);
        var due = Amount(DueAmount, cells, found);
        if (date.Length > 0) found.Add(SheetField.DueDate, DateRules.Date(date), date);
        if (time.Length > 0) found.Add(SheetField.LoanTime, DateRules.Time(time), time);
        return new() { OrderNumber = number, Username = name, PhoneNumber = phone, LoanAmount = loan, DueAmount = due, NextDueDate = date, ConfirmLoanTime = time };
    }

    private void FindNul(string[] cells, LineFindings found)
    {
        for (var i = 0; i < SheetField.All.Count; i++)
        {
            var value = map.Value(cells, i);
            if (value.Contains('\0', StringComparison.Ordinal)) found.Add(SheetField.All[i].Name, Finding.Error("NulCharacter"), value);
        }
    }

    private string Text(int field, string[] cells, LineFindings found, bool isRequired = false, int longest = int.MaxValue)
    {
        var value = map.Value(cells, field);
        var name = SheetField.All[field].Name;
        if (isRequired && (value.Length == 0 || CellText.IsInvisible(value))) found.Add(name, Finding.Error("Required"));
        if (value.Length > longest) found.Add(name, Finding.Error("TooLong"), value);
        found.Add(name, OfText(value), value);
        return value;
    }

    private static Finding? OfText(string value)
    {
        if (value.Length == 0) return null;
        if (CellText.IsExcelError(value)) return Finding.Error("ExcelError");
        if (CellText.HasControl(value)) return Finding.Error("ControlCharacter");
        return value.Contains('\uFFFD', StringComparison.Ordinal) ? Finding.Warning("LostCharacter") : null;
    }

    private string Account(string[] cells, LineFindings found)
    {
        var value = map.Value(cells, Assignee);
        if (value.Length == 0 && !isSpread) found.Add(SheetField.Assignee, Finding.Error("Required"));
        found.Add(SheetField.Assignee, OfText(value) ?? (CellText.HasInvisible(value) ? Finding.Error("InvisibleCharacter") : null), value);
        return value;
    }

    private string CustomerPhone(string[] cells, LineFindings found)
    {
        var value = map.Value(cells, Phone);
        if (value.Length == 0)
        {
            found.Add(SheetField.Phone, Finding.Error("Required"));
            return value;
        }
        found.Add(SheetField.Phone, PhoneRules.Judge(value, CountryCode, out var digits), value);
        return digits;
    }

    private long? Whole(int field, string[] cells, LineFindings found, string kind, bool isRequired)
    {
        var value = map.Value(cells, field);
        if (value.Length == 0)
        {
            if (isRequired) found.Add(SheetField.All[field].Name, Finding.Error("Required"));
            return null;
        }
        var number = NumberRules.Whole(value, kind, out var finding);
        found.Add(SheetField.All[field].Name, finding, value);
        return number;
    }

    private string Amount(int field, string[] cells, LineFindings found)
    {
        var value = map.Value(cells, field);
        if (value.Length > 0) found.Add(SheetField.All[field].Name, NumberRules.Amount(value), value);
        return value;
    }
}

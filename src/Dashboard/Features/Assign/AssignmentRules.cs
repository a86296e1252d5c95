using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Data;
using Dashboard.Upstream.Incs;

namespace Dashboard.Features.Assign;

/// <summary>Checks lines against the rules of the columns. It never guesses: what may have been harmed is an error that names the cell.
/// A line is judged by its own cells alone, so that it can be checked again at any time; safe for several threads.</summary>
/// <param name="mapping">Which column is what, as it is now: later changes to it do not count.</param>
/// <param name="countryCode">The code that most phones of the sheet begin with (<see cref="CountryCodes.Most"/>), or null.</param>
public sealed partial class AssignmentRules(ColumnMapping mapping, string? countryCode = null)
{
    /// <summary>Most characters of a name or description.</summary>
    public const int LongestText = 256;


    /// <summary>The code that most phones of the sheet begin with, or null.</summary>
    public string? CountryCode => countryCode;

    /// <summary>The line's values, and what is wrong with or was changed in them.</summary>
    public CheckedLine Check(SheetRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var found = new Findings(record.Line);
        string Value(string field) => mapping.Value(record.Cells, field);
        if (record.Problem is { } problem) found.Error("", problem, record.Cells.Length.ToString(CultureInfo.InvariantCulture));
        if (record.Cells.Concat(mapping.Defaults.Values).Any(HasNul))
            foreach (var field in SheetField.All.Where(x => HasNul(Value(x.Name)))) found.Error(field.Name, "NulCharacter", Value(field.Name));

        var assignee = Value(SheetField.Assignee);
        if (assignee.Length == 0 && mapping.SpreadOver.Count == 0) found.Error(SheetField.Assignee, "Required");
        var order = SheetField.Order.Any(x => Value(x).Length > 0) ? new IncsOrder
        {
            OrderNumber = Unshortened(SheetField.OrderNumber, Value(SheetField.OrderNumber), found),
            Username = Value(SheetField.OrderName),
            PhoneNumber = Unshortened(SheetField.OrderPhone, Value(SheetField.OrderPhone), found),
            LoanAmount = Amount(SheetField.LoanAmount, Value(SheetField.LoanAmount), found),
            DueAmount = Amount(SheetField.DueAmount, Value(SheetField.DueAmount), found),
            NextDueDate = Date(SheetField.DueDate, Value(SheetField.DueDate), "yyyy-MM-dd", "Date", found),
            ConfirmLoanTime = Date(SheetField.LoanTime, Value(SheetField.LoanTime), "yyyy-MM-dd HH:mm:ss", "DateTime", found),
        } : null;
        return new CheckedLine(record.Line, record.Cells, found.Problems)
        {
            Name = Text(SheetField.TaskName, Value(SheetField.TaskName), required: true, found),
            Description = Text(SheetField.Description, Value(SheetField.Description), required: false, found),
            AuthId = WholeNumber(SheetField.AuthId, Value(SheetField.AuthId), "AuthId", required: true, found) ?? 0,
            Phone = Phone(Value(SheetField.Phone), found),
            CustomerName = Value(SheetField.CustomerName),
            Assignee = assignee,
            TotalAmount = Amount(SheetField.TotalAmount, Value(SheetField.TotalAmount), found),
            TemplateId = WholeNumber(SheetField.Template, Value(SheetField.Template), "TemplateId", required: false, found),
            Order = order,
        };
    }

    private static bool HasNul(string text) => text.Contains('\0', StringComparison.Ordinal);

    private static string Text(string field, string value, bool required, Findings found)
    {
        if (required && value.Length == 0) found.Error(field, "Required");
        if (value.Length > LongestText) found.Error(field, "TooLong", value);
        return value;
    }

    private static string Phone(string value, Findings found)
    {
        if (value.Length == 0)
        {
            found.Error(SheetField.Phone, "Required");
            return value;
        }
        var digits = new string([.. (value[0] == '+' ? value[1..] : value).Where(x => x is not (' ' or '-' or '\u00A0'))]);
        if (Scientific().IsMatch(value)) found.Error(SheetField.Phone, "PhoneScientific", value);
        else if (value[0] == '\'') found.Error(SheetField.Phone, "PhoneApostrophe", value);
        else if (digits.EndsWith(".0", StringComparison.Ordinal)) found.Error(SheetField.Phone, "PhoneDecimal", value);
        else if (!digits.All(char.IsAsciiDigit)) found.Error(SheetField.Phone, "PhoneLetters", value);
        else if (digits.StartsWith('0')) found.Error(SheetField.Phone, "PhoneLeadingZero", value);
        else if (digits.Length is < 7 or > 15) found.Error(SheetField.Phone, "PhoneLength", value);
        else if (digits != value) found.Warning(SheetField.Phone, "PhoneChanged", value);
        return digits;
    }

    private static long? WholeNumber(string field, string value, string kind, bool required, Findings found)
    {
        if (value.Length == 0)
        {
            if (required) found.Error(field, "Required");
            return null;
        }
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) return number;
        found.Error(field, Scientific().IsMatch(value) ? "NumberScientific" : kind, value);
        return null;
    }

    // Free text, but 6.28E+12 is a number that Excel harmed.
    private static string Unshortened(string field, string value, Findings found)
    {
        if (ScientificByExcel().IsMatch(value)) found.Error(field, "NumberScientific", value);
        return value;
    }

    private static string Amount(string field, string value, Findings found)
    {
        if (value.Length > 0 && !DecimalText().IsMatch(value)) found.Error(field, value.Contains(',', StringComparison.Ordinal) ? "AmountComma" : "Amount", value);
        return value;
    }

    private static string Date(string field, string value, string format, string kind, Findings found)
    {
        if (value.Length > 0 && !DateTime.TryParseExact(value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) found.Error(field, kind, value);
        return value;
    }

    [GeneratedRegex(@"^\+?\d([.,]\d+)?[eE][+-]?\d+$")]
    private static partial Regex Scientific();

    [GeneratedRegex(@"^\d[.,]\d+E\+\d+$")]
    private static partial Regex ScientificByExcel();

    [GeneratedRegex(@"^-?\d{1,18}(\.\d{1,6})?$")]
    private static partial Regex DecimalText();

    private sealed class Findings(int line)
    {
        private const int LongestValue = 200;

        // What is no text is shown as a sign for it.
        private static string? Shown(string? value) => (value is { Length: > LongestValue } ? value[..LongestValue] : value)?.Replace('\0', '\uFFFD');

        public List<SheetProblem> Problems { get; } = [];

        public void Error(string field, string kind, string? value = null) => Add(field, kind, value, ProblemSeverity.Error);

        public void Warning(string field, string kind, string? value = null) => Add(field, kind, value, ProblemSeverity.Warning);

        private void Add(string field, string kind, string? value, ProblemSeverity severity) => Problems.Add(new()
        {
            Line = line, Column = field, Kind = kind, Severity = severity, Value = Shown(value),
        });
    }
}
